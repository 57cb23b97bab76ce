import type { ActiveBan } from '../../domain/ban';

/** What fail2ban restores is banned again one by one, each with its actions, of which one may take a minute. */
const RESTORE_PAUSE_SECONDS = 60;

interface Restore {
  /** Epoch seconds. */
  since: number;
  until: number;
}

/** Which jails may still be restoring their bans: whoever is not on their lists may be in a moment. */
export function createRestores(restarts: (jail: string) => number) {
  const known = new Map<string, number>();
  const restoring = new Map<string, Restore>();

  return {
    /** Told of each look at the lists; `fresh` are the bans that were on none before. `jails`: all that matter. */
    look(jails: Iterable<string>, fresh: readonly ActiveBan[], asOf: number): void {
      for (const jail of new Set(jails)) {
        const count = restarts(jail);
        if (known.has(jail) && known.get(jail) !== count) {
          restoring.set(jail, { since: asOf, until: asOf + RESTORE_PAUSE_SECONDS });
        }
        known.set(jail, count);
      }
      for (const { jail, start } of restoring.size > 0 ? fresh : []) {
        const restore = restoring.get(jail);
        if (restore && start < restore.since) {
          restore.until = asOf + RESTORE_PAUSE_SECONDS;
        }
      }
      for (const [jail, { until }] of restoring) {
        if (until <= asOf) {
          restoring.delete(jail);
        }
      }
    },
    isRestoring: (jail: string): boolean => restoring.has(jail),
  };
}
