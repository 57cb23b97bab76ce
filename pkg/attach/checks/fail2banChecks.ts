import { stat } from 'node:fs/promises';
import { createPathMap } from '../../domain/pathMap';
import type { Clock } from '../../services/ports/clock';
import type { Settings } from '../../settings/settings';
import type { Target } from '../createTarget';
import { askFail2ban } from './askFail2ban';
import type { Fail2banFacts } from './askFail2ban';
import type { Check } from './check';
import { bad, good, reasonOf } from './check';
import { clientCheck } from './clientCheck';
import { fileChecks } from './fileChecks';

export interface Fail2banChecksOptions {
  target: Target;
  settings: Settings;
  clock: Clock;
}

/** fail2ban as the sidecar will find it, judged by the sidecar's own rules. */
export async function fail2banChecks({ target, settings, clock }: Fail2banChecksOptions): Promise<Check[]> {
  const { fail2ban } = settings;
  const pathMap = createPathMap(fail2ban.pathMap);
  const config = await configCheck(target, fail2ban.configDir);
  let facts: Fail2banFacts;
  try {
    facts = await askFail2ban(await target.locate(fail2ban.socket), clock);
  } catch (error) {
    const remedy = 'Is it running (systemctl status fail2ban), and are you root? Another place of its socket belongs into BANGUI_FAIL2BAN_SOCKET of /etc/default/bangui.';
    return [bad('fail2ban socket', `${fail2ban.socket}: ${reasonOf(error)}`, remedy), config];
  }
  return [
    good('fail2ban socket', `${fail2ban.socket} answers, ${facts.jails.length} jails`),
    versionCheck(facts.version),
    await clientCheck({ target, settings: fail2ban, pathMap, facts }),
    ...(await fileChecks({ target, settings: fail2ban, pathMap, facts })),
    config,
  ];
}

function versionCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 0 || minor >= 11 ? good('fail2ban version', version) : bad('fail2ban version', version, 'Upgrade fail2ban: 0.11 is the oldest that BanGUI knows.');
}

async function configCheck(target: Target, configDir: string): Promise<Check> {
  try {
    await stat(await target.locate(`${configDir}/jail.conf`));
    return good('configuration', configDir);
  } catch (error) {
    return bad('configuration', reasonOf(error), 'Set BANGUI_FAIL2BAN_CONFIG_DIR in /etc/default/bangui to the folder that holds jail.conf.');
  }
}
