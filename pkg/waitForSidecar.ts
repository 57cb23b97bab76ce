import type { Clock } from './services/ports/clock';
import type { Logger } from './services/ports/logger';

/** Below the time that systemd gives a start, so that the record says what was missing. */
const LIMIT_MS = 25_000;
const EVERY_MS = 200;

interface WaitOptions {
  /** What is not there yet, in words; null when everything is. */
  missing: () => Promise<string | null>;
  /** The process that should lay it out; null when nobody said which that is. */
  mainPid: number | null;
  isAlive: (pid: number) => boolean;
  clock: Clock;
  logger: Logger;
}

/** Waits until Grafana could connect to the sidecar that is being started. Returns the exit code: 1 when the time is up or that process has ended. */
export async function waitForSidecar({ missing, mainPid, isAlive, clock, logger }: WaitOptions): Promise<number> {
  const end = clock.ticks() + LIMIT_MS;
  for (;;) {
    const ended = mainPid !== null && !isAlive(mainPid);
    const lacking = await missing();
    if (lacking === null && !ended) {
      logger.info('sidecar_awaited');
      return 0;
    }
    if (ended || clock.ticks() >= end) {
      logger.error('sidecar_await_failed', { reason: ended ? 'process_ended' : 'time_is_up', pid: mainPid, missing: lacking });
      return 1;
    }
    await new Promise<void>((resolve) => clock.after(EVERY_MS, resolve));
  }
}

/** `text` as systemd gives it to the commands of a service. */
export function mainPidOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d*$/.test(text) ? Number(text) : null;
}

export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
