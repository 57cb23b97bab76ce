import fc from 'fast-check';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createFakeArchive } from '../../test/fakes/createFakeArchive';
import type { EndCause, Followed, NewBan, NewUnban } from '../domain/archivedBan';
import type { ArchivePort } from '../services/ports/archivePort';
import { createMaintenance } from './database/createMaintenance';
import { createReads } from './database/createReads';
import { createWrites } from './database/createWrites';
import { migrate } from './database/migrate';

const T = 1_767_225_600;
const JAILS = ['sshd', 'nginx'];
const ADDRESSES = ['192.0.2.1', '2001:db8::1'];

const SLOWEST_ANSWER = 20;

type Step = { log: Followed } | { database: NewBan } | { own: NewBan } | { list: NewBan } | { unban: NewUnban };

/** A ban as it really was. */
interface Truth {
  start: number;
  banTime: number;
  endedAt: number | null;
  endCause: EndCause | null;
  endedBy: string | null;
  actor: string | null;
}

const ban = fc.record({
  /** The failures that lead to a ban may be of before the end of the one before. */
  gap: fc.oneof(fc.integer({ min: -2, max: 5000 }), fc.integer({ min: -20, max: 5 })),
  /** fail2ban reads lines of before its start. */
  lag: fc.integer({ min: 0, max: 40 }),
  banTime: fc.integer({ min: 50, max: 4000 }),
  isManual: fc.boolean(),
  apart: fc.integer({ min: -2, max: 2 }),
  /** A list was too long to be read: of an own ban only when it was sent and acknowledged is known. */
  isUnlisted: fc.boolean(),
  /** fail2ban logs before it runs the action, and acknowledges after it. */
  sentBefore: fc.nat(1),
  acknowledgedAfter: fc.oneof(fc.nat(1), fc.nat(SLOWEST_ANSWER)),
  isListed: fc.boolean(),
  isRestored: fc.boolean(),
  isProlonged: fc.boolean(),
  end: fc.constantFrom('expired', 'unbanned', 'person', 'network', 'flushed'),
  endAfter: fc.nat(4000),
  /** Lifted as soon as it was logged. */
  isRegretted: fc.boolean(),
  /** A jail that idles lifts no ban, and a longer ban time holds for bans of before. */
  outlivesBy: fc.oneof(fc.constant(0), fc.integer({ min: 3, max: 20_000 })),
});
type Choice = typeof ban extends fc.Arbitrary<infer C> ? C : never;

/** What fail2ban does with one address in one jail, and who tells of it in what order. */
function story(jail: string, address: string, choices: readonly Choice[]): { truths: Truth[]; log: Step[]; database: Step[]; persons: Step[]; lists: Step[] } {
  const told = { truths: [] as Truth[], log: [] as Step[], database: [] as Step[], persons: [] as Step[], lists: [] as Step[] };
  const of = { jail, address };
  let now = T;
  let loggedAt = T;
  let wasRegretted = false;
  choices.forEach((choice, index) => {
    const wasPersons = told.truths.at(-1)?.endedBy !== null;
    // Clocks are so far apart at most.
    const gap = Math.max(choice.gap, choice.isManual ? 2 : wasPersons ? 0 : loggedAt + 3 - now, choice.isRegretted || wasRegretted ? SLOWEST_ANSWER + 5 : -Infinity);
    const start = now + gap;
    const lag = choice.isManual ? Math.min(choice.lag, 1) : Math.max(choice.lag, 1 - gap);
    loggedAt = start + lag;
    const banTime = choice.isProlonged ? choice.banTime * 2 : choice.banTime;
    const actor = choice.isManual ? 'ann' : null;
    const log = (event: Followed) => told.log.push({ log: event });
    log({ kind: 'ban', ...of, at: start + lag, banTime: choice.banTime });
    if (choice.isProlonged) {
      log({ kind: 'prolong', ...of, at: start + lag, banTime, banCount: 2, end: start + banTime });
    }
    if (choice.isRestored) {
      log({ kind: 'unban', ...of, at: start + 42, cause: 'jail_stopped' });
      log({ kind: 'restore', ...of, at: start + 43, banTime });
    }
    const isExpired = choice.end === 'expired';
    const isPersons = choice.end === 'person' || choice.end === 'network';
    const isRegretted = choice.isRegretted && choice.isManual && !choice.isUnlisted && isPersons && !choice.isRestored && !choice.isProlonged;
    const isLate = choice.outlivesBy > 0 && choice.end !== 'flushed' && !isRegretted;
    const end = start + (isRegretted ? lag + (choice.endAfter % 3) : isLate ? banTime + choice.outlivesBy : isExpired ? banTime : 44 + (choice.endAfter % (choice.banTime - 47)));
    log({ kind: 'unban', ...of, at: end, cause: choice.end === 'flushed' ? 'flushed' : 'unbanned' });
    const known = { ...of, start, banTime };
    told.database.push({ database: { ...known, origin: 'database', banCount: choice.isProlonged ? 2 : 1 } });
    if (choice.isManual) {
      const interval = { start: start - choice.sentBefore, startsBy: start + lag + choice.acknowledgedAfter };
      told.persons.push({ own: { ...known, ...(choice.isUnlisted ? interval : { start: isRegretted ? start : start + choice.apart }), banTime: choice.banTime, origin: 'own', actor: 'ann' } });
    }
    if (choice.isListed) {
      told.lists.push({ list: { ...known, origin: 'observed' } });
    }
    if (isPersons) {
      const network = address.includes(':') ? '2001:db8::/64' : '192.0.2.0/24';
      const unban = { jail, at: end + choice.acknowledgedAfter, sentAt: isRegretted ? Math.max(loggedAt, end - choice.sentBefore) : end - choice.sentBefore, actor: `eve${index}` };
      told.persons.push({ unban: choice.end === 'network' ? { ...unban, address: network } : { ...unban, address, isCertain: true } });
    }
    told.truths.push({
      start,
      banTime,
      endedAt: end,
      endCause: !isPersons && (isExpired || isLate) ? 'expired' : choice.end === 'flushed' ? 'flushed' : 'unbanned',
      endedBy: isPersons ? `eve${index}` : null,
      actor,
    });
    now = end + 1;
    wasRegretted = choice.isRegretted;
  });
  return told;
}

/** Each source in its own order, between the others at random. */
function interleaved(sources: Step[][], picks: readonly number[]): Step[] {
  const left = sources.map((source) => [...source]);
  const order: Step[] = [];
  for (let i = 0; left.some((source) => source.length > 0); i++) {
    const open = left.filter((source) => source.length > 0);
    const next = open[(picks[i % picks.length] ?? 0) % open.length]?.shift();
    if (next) {
      order.push(next);
    }
  }
  return order;
}

interface Told {
  archive: Pick<ArchivePort, 'recordBans' | 'recordUnbans' | 'recordFollowed' | 'history'>;
  /** Hours and addresses that are counted wrongly. */
  miscounted(): number[];
  close(): void;
}

function sqlite(): Told {
  const database = new Sqlite(':memory:');
  migrate(database, ':memory:');
  const [writes, reads, maintenance] = [createWrites(database), createReads(database), createMaintenance(database)];
  return {
    archive: {
      recordBans: async (...told) => writes.recordBans(...told),
      recordUnbans: async (...told) => writes.recordUnbans(...told),
      recordFollowed: async (...told) => writes.recordFollowed(...told),
      history: async (...asked) => reads.history(...asked),
    },
    miscounted() {
      const wrong = [];
      for (let from: Parameters<typeof maintenance.miscounted>[0] = null, first = true; first || from; first = false) {
        const part: ReturnType<typeof maintenance.miscounted> = maintenance.miscounted(from);
        wrong.push(...part.hours, ...part.addresses);
        from = part.next;
      }
      return wrong;
    },
    close: () => void database.close(),
  };
}

const fake = (): Told => ({ archive: createFakeArchive().port, miscounted: () => [], close: () => {} });

it.each([['SQLite', sqlite, 400], ['the fake', fake, 100]] as const)('%s has each ban once, with its end, whoever tells of it first', async (_, make, numRuns) => {
  const cases = fc.record({
    stories: fc.array(fc.array(ban, { minLength: 0, maxLength: 4 }), { minLength: 4, maxLength: 4 }),
    picks: fc.array(fc.nat(11), { minLength: 1, maxLength: 40 }),
    isToldTwice: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ stories, picks, isToldTwice }) => {
      const owners = JAILS.flatMap((jail) => ADDRESSES.map((address) => ({ jail, address })));
      const told = stories.map((choices, i) => story(owners[i]?.jail ?? '', owners[i]?.address ?? '', choices));
      const steps = interleaved(told.flatMap(({ log, database, persons, lists }) => [log, database, persons, lists]), picks);
      const again = isToldTwice ? told.flatMap(({ database }) => database) : [];
      const { archive, miscounted, close } = make();
      let added = 0;
      for (const step of [...steps, ...again]) {
        if ('log' in step) {
          added += await archive.recordFollowed([step.log], 'p');
        } else if ('unban' in step) {
          await archive.recordUnbans([step.unban]);
        } else {
          added += await archive.recordBans(Object.values(step));
        }
        expect(miscounted()).toEqual([]);
      }
      for (const [i, { jail, address }] of owners.entries()) {
        const rows = (await archive.history({ from: 0, to: 2 * T, jails: [jail] }, 100)).filter((row) => row.address === address).reverse();
        const { truths = [] } = told[i] ?? {};
        expect(rows).toEqual(truths.map((truth) => expect.objectContaining({ ...truth, origin: 'database' })));
      }
      expect(added).toBe(told.reduce((sum, { truths }) => sum + truths.length, 0));
      close();
    }),
    { numRuns }
  );
}, 60_000);
