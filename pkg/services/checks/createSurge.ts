import type { Finding } from '../../domain/finding';
import { createSharedRead } from '../shared/createSharedRead';
import type { ArchivePort, HistoryKey } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { CheckNotebook } from './createCheckNotes';
import { judgeSurge, mostUsual } from './judgeSurge';

const HOUR = 3600;
const FOUR_WEEKS = 4 * 7 * 86_400;
/** What is past changes only by what a sync still brings. */
const PAST_GOOD_FOR_MS = 600_000;
const PAGE = 200;
/** What is beyond them is taken to be alike. */
const MOST_PAGES = 50;

interface SurgeDeps {
  archive: Pick<ArchivePort, 'trend' | 'history'>;
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

  /** Of the bans of the last hour: how many no person asked BanGUI for. Looks on until there are more than `most`. */
  async function ownOf(jail: string, bans: number, most: number, now: number): Promise<number> {
    let after: HistoryKey | undefined;
    let [looked, own] = [0, 0];
    for (let page = 0; page < MOST_PAGES; page++) {
      const found = await archive.history({ from: now - HOUR + 1, to: now, jails: [jail] }, PAGE, after);
      looked += found.length;
      own += found.filter(({ actor }) => actor === null).length;
      after = found.at(-1);
      if (found.length < PAGE || own > most) {
        return bans - (looked - own);
      }
    }
    return Math.round((bans * own) / looked);
  }

  return {
    async findings(jails: readonly string[]): Promise<Finding[]> {
      const now = epochSeconds(clock);
      const lastHour = await archive.trend({ from: now - HOUR + 1, to: now }, HOUR, 'jail');
      const bansOf = (jail: string) => lastHour.filter(({ key }) => key === jail).reduce((sum, { bans }) => sum + bans, 0);
      const [{ value: byJail }, { jails: noted }] = await Promise.all([past.get(), notes.read()]);
      const facts = jails.map(async (jail) => {
        const hours = byJail.get(jail) ?? new Map<number, number>();
        const known = [...hours.keys(), ...(noted[jail] ? [noted[jail].since] : [])];
        const before = { hours, knownSince: known.length === 0 ? null : Math.min(...known) };
        const most = mostUsual(before, now);
        const bans = bansOf(jail);
        return { jail, ...before, bans: most === null || bans <= most ? bans : await ownOf(jail, bans, most, now) };
      });
      return judgeSurge(await Promise.all(facts), now);
    },
  };
}
