import type { Finding } from '../../domain/finding';
import { createSharedRead } from '../shared/createSharedRead';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { CheckNotebook } from './createCheckNotes';
import { judgeSurge } from './judgeSurge';

const HOUR = 3600;
const FOUR_WEEKS = 4 * 7 * 86_400;
/** What is past changes only by what a sync still brings. */
const PAST_GOOD_FOR_MS = 600_000;

interface SurgeDeps {
  archive: Pick<ArchivePort, 'trend'>;
  notes: Pick<CheckNotebook, 'read'>;
  clock: Clock;
}

type Past = Map<string, Map<number, number>>;

/** Compares the bans of the last hour with those of the same hour of past weeks. Throws what ArchivePort throws. */
export function createSurge({ archive, notes, clock }: SurgeDeps) {
  async function loadPast(): Promise<Past> {
    const now = epochSeconds(clock);
    // Whole hours come from the counts by hour; one week more shows whether the archive reaches back as far.
    const from = now - (now % HOUR) - FOUR_WEEKS - 7 * 86_400;
    const points = await archive.trend({ from, to: now }, HOUR, 'jail');
    const byJail = new Map<string, Map<number, number>>();
    for (const { time, key, bans } of points) {
      const hours = byJail.get(key ?? '') ?? new Map<number, number>();
      byJail.set(key ?? '', hours.set(time, bans));
    }
    return byJail;
  }
  const past = createSharedRead({ clock, load: loadPast, ttlMs: PAST_GOOD_FOR_MS, patienceMs: 10_000 });

  return {
    async findings(jails: readonly string[]): Promise<Finding[]> {
      const now = epochSeconds(clock);
      const lastHour = await archive.trend({ from: now - HOUR + 1, to: now }, HOUR, 'jail');
      const bansOf = (jail: string) => lastHour.filter(({ key }) => key === jail).reduce((sum, { bans }) => sum + bans, 0);
      const [{ value: byJail }, { jails: noted }] = await Promise.all([past.get(), notes.read()]);
      const facts = jails.map((jail) => {
        const hours = byJail.get(jail) ?? new Map<number, number>();
        const known = [...hours.keys(), ...(noted[jail] ? [noted[jail].since] : [])];
        return { jail, bans: bansOf(jail), hours, knownSince: known.length === 0 ? null : Math.min(...known) };
      });
      return judgeSurge(facts, now);
    },
  };
}
