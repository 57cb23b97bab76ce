import type { ArchivedBan } from '../../../pkg/domain/archivedBan';
import type { Outgoing, OutgoingBan, OutgoingEvent } from '../../../pkg/domain/outgoing';

type Named = { kind: 'ban' | 'end'; ban: number } | { kind: 'other'; event: OutgoingEvent };
interface Waiting {
  seq: number;
  at: number;
  of: Named;
  stamp: number | null;
  event: OutgoingEvent | null;
}

/** What is to be told outside, as a list. Compares the bans before and after each change. */
export function createFakeOutbox(bans: () => ArchivedBan[], now: () => number) {
  let waiting: Waiting[] = [];
  let seq = 0;

  function put(of: Named): void {
    waiting = waiting.filter((other) => other.event !== null || other.of.kind === 'other' || of.kind === 'other' || other.of.kind !== of.kind || other.of.ban !== of.ban);
    waiting.push({ seq: ++seq, at: now(), of, stamp: null, event: null });
  }

  function eventOf(of: Named, known: ReadonlyMap<number, ArchivedBan>): OutgoingEvent | null {
    if (of.kind === 'other') {
      return of.event;
    }
    const found = known.get(of.ban);
    return found && (of.kind === 'ban' || found.endCause !== null) ? { kind: of.kind, ban: withoutLines(found) } : null;
  }

  return {
    put: (event: OutgoingEvent) => put({ kind: 'other', event }),
    /** Does `change`, and notes the bans that began and ended by it. */
    watched<T>(change: () => T): T {
      const before = new Map(bans().map((ban) => [ban.id, ban.endCause]));
      const result = change();
      for (const { id, endCause } of bans()) {
        if (!before.has(id)) {
          put({ kind: 'ban', ban: id });
        }
        if (endCause !== null && (before.get(id) ?? null) === null) {
          put({ kind: 'end', ban: id });
        }
      }
      return result;
    },
    /** After bans have gone. */
    forgetGone(): void {
      const known = new Set(bans().map(({ id }) => id));
      waiting = waiting.filter(({ of }) => of.kind === 'other' || known.has(of.ban));
    },
    take(limit: number, hold: number): { entries: Outgoing[]; waiting: number } {
      const entries: Outgoing[] = [];
      const known = new Map(waiting.some(({ event }) => event === null) ? bans().map((ban) => [ban.id, ban]) : []);
      for (const entry of [...waiting]) {
        if (entries.length < limit && entry.at <= now() - hold) {
          entry.event ??= eventOf(entry.of, known);
          if (entry.event === null) {
            waiting = waiting.filter((other) => other !== entry);
          } else {
            entries.push({ seq: entry.seq, stamp: entry.stamp, event: entry.event });
          }
        }
      }
      return { entries, waiting: waiting.length };
    },
    restamp: (seqs: readonly number[], at: number) => waiting.filter((entry) => seqs.includes(entry.seq)).forEach((entry) => (entry.stamp = at)),
    drop: (seqs: readonly number[]) => void (waiting = waiting.filter((entry) => !seqs.includes(entry.seq))),
  };
}

function withoutLines({ lines: _lines, addressBans: _addressBans, ...ban }: ArchivedBan): OutgoingBan {
  return ban;
}
