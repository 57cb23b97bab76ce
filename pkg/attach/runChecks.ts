import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../services/ports/clock';
import type { Settings } from '../settings/settings';
import type { Check } from './checks/check';
import { fail2banChecks } from './checks/fail2banChecks';
import { grafanaChecks } from './checks/grafanaChecks';
import { sidecarChecks } from './checks/sidecarChecks';
import { unsignedCheck } from './checks/unsignedCheck';
import type { Target } from './createTarget';

export interface RunChecksOptions {
  target: Target;
  settings: Settings;
  /** Null: not to be asked, because what answers there may be another system's. */
  grafanaUrl: string | null;
  /** Null: where the settings say, on this machine itself. */
  sidecarUrl: string | null;
  /** The admin's own list of plugins that may go unsigned. */
  unsigned: string;
  grafanaAuth: string | undefined;
  clock: Clock;
  /** How long services that were restarted just now may take. */
  patienceMs: number;
}

const DATA_SOURCE = 'fail2ban-local';
const EVERY_MS = 1000;

export async function runChecks({ target, settings, grafanaUrl, sidecarUrl, unsigned, grafanaAuth, clock, patienceMs }: RunChecksOptions): Promise<Check[]> {
  const end = clock.now() + patienceMs;
  for (;;) {
    const checks = [
      ...(await fail2banChecks({ target, settings, clock })),
      ...(await sidecarChecks(target, settings, sidecarUrl)),
      await unsignedCheck(target, unsigned),
      ...(await grafanaChecks({ url: grafanaUrl, auth: grafanaAuth, dataSource: DATA_SOURCE })),
    ];
    if (checks.every(({ state }) => state !== 'bad') || clock.now() >= end) {
      return checks;
    }
    await sleep(EVERY_MS);
  }
}
