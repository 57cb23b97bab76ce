import { BanguiError } from '../../pkg/domain/errors';
import type { ArchivePort, AuditEntry, Life, SyncCursor } from '../../pkg/services/ports/archivePort';
import type { OutboxPort } from '../../pkg/services/ports/outboxPort';
import { createFakeBans } from './archive/createFakeBans';
import { createFakeOutbox } from './archive/createFakeOutbox';
import { createFakeReads } from './archive/createFakeReads';

/** An archive in memory. `circumstances.failure` makes every call fail with it. */
export function createFakeArchive({ now = () => Math.floor(Date.now() / 1000) } = {}) {
  const store = createFakeBans(now);
  const reads = createFakeReads(store);
  const outbox = createFakeOutbox(store.bans, now);
  const audit: AuditEntry[] = [];
  const life: Life[] = [];
  const circumstances: { failure: BanguiError | null } = { failure: null };
  let cursor: SyncCursor | null = null;
  let position: string | null = null;
  let closed = false;

  const work = async <T>(answer: () => T): Promise<T> => {
    if (closed) {
      throw new BanguiError('DATABASE_UNAVAILABLE', 'Database is unavailable.', { retries: 0 });
    }
    if (circumstances.failure) {
      throw circumstances.failure;
    }
    return answer();
  };

  /** Takes out what `isGone`; what it was. */
  function removed<T>(list: T[], isGone: (item: T) => boolean): T[] {
    const gone = list.filter(isGone);
    list.splice(0, list.length, ...list.filter((item) => !gone.includes(item)));
    return gone;
  }
  const sumOf = (failures: ReadonlyArray<{ count: number }>) => failures.reduce((sum, { count }) => sum + count, 0);
  const unresolved = () => [...store.addresses.values()].filter(({ country }) => country === null);

  const port: ArchivePort & OutboxPort = {
    recordBans: (fresh, moved) =>
      work(() => {
        cursor = moved ?? cursor;
        return outbox.watched(() => fresh.filter(store.record).length);
      }),
    recordUnbans: (fresh) => work(() => outbox.watched(() => fresh.reduce((sum, unban) => sum + store.unban(unban), 0))),
    recordFollowed: (events, moved) =>
      work(() => {
        position = moved ?? position;
        return events.filter((event) => {
          if (event.kind === 'life') {
            life.push({ at: event.at, what: event.what, jail: event.jail, detail: event.detail });
            outbox.put({ ...event, id: life.length });
          } else if (event.kind === 'failures') {
            const { jail, address, hour, count } = event;
            if (store.isErased(address, hour)) {
              return false;
            }
            store.see(address, hour, event.place);
            const known = store.failures.find((other) => other.jail === jail && other.address === address && other.hour === hour);
            known ? (known.count += count) : store.failures.push({ jail, address, hour, count });
          } else {
            return outbox.watched(() => store.follow(event));
          }
          return false;
        }).length;
      }),
    syncCursor: () => work(() => cursor),
    followPosition: () => work(() => position),
    history: (...asked) => work(() => reads.history(...asked)),
    lines: (id) => work(() => (store.bans().some((ban) => ban.id === id) ? (store.lines.get(id) ?? { source: null, lines: [] }) : null)),
    trend: (...asked) => work(() => reads.trend(...asked)),
    top: (...asked) => work(() => reads.top(...asked)),
    summary: (filter) => work(() => reads.summary(filter)),
    address: (address) => work(() => reads.address(address)),
    life: (from, to, limit) =>
      work(() =>
        life
          .filter(({ at }) => at >= from && at <= to)
          .sort((a, b) => a.at - b.at)
          .slice(0, limit)
      ),
    failureHours: (from, to) =>
      work(() => {
        const found = store.failures.filter(({ hour }) => hour >= from && hour <= to).map(({ hour, jail }) => JSON.stringify([hour, jail]));
        return [...new Set(found)].map((text) => JSON.parse(text) as [number, string]).map(([hour, jail]) => ({ hour, jail })).sort((a, b) => a.hour - b.hour || (a.jail < b.jail ? -1 : 1));
      }),
    latestLife: (of, from, to, limit) =>
      work(() =>
        life
          .filter(({ at, jail }) => at >= from && at <= to && (jail === null) === (of === 'server'))
          .reverse()
          .sort((a, b) => b.at - a.at)
          .slice(0, limit)
      ),
    unresolved: (limit, afterId = 0) =>
      work(() =>
        unresolved()
          .filter(({ id }) => id > afterId)
          .slice(0, limit)
          .map(({ id, address }) => ({ id, address }))
      ),
    withoutSystem: (limit, afterId = 0) =>
      work(() => {
        const rows = [...store.addresses.values()].filter(({ id }) => id > afterId).sort((a, b) => a.id - b.id).slice(0, limit);
        const addresses = rows.flatMap(({ id, address, country, asn }) => (country === null || country === 'ZZ' || asn !== null ? [] : [{ id, address, country }]));
        return { addresses, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
      }),
    unresolvedCount: () => work(() => unresolved().length),
    setGeo: (found) =>
      work(() =>
        found.forEach(({ id, ...place }) => {
          const known = [...store.addresses.values()].find((address) => address.id === id);
          if (known) {
            store.settle(known.address, place);
          }
        })
      ),
    forget: (before) =>
      work(() => {
        const cutOff = before.bans ?? Number.NEGATIVE_INFINITY;
        const failures = sumOf(removed(store.failures, ({ hour }) => hour < before.failures));
        const unbans = removed(store.unbans, ({ at }) => at < cutOff).length;
        removed(life, ({ at }) => at < before.life);
        const isOver = (endedAt: number | null, start: number, banTime: number) => (endedAt === null ? banTime >= 0 && start + banTime < cutOff : endedAt < cutOff);
        const { bans, addresses } = store.remove(({ start, banTime, endedAt }) => start < cutOff && isOver(endedAt, start, banTime));
        outbox.forgetGone();
        return { bans, failures, unbans, addresses, done: true };
      }),
    erase: (erased) =>
      work(() => {
        store.noteErased(erased);
        const failures = sumOf(removed(store.failures, ({ address }) => address === erased));
        const unbans = removed(store.unbans, ({ address }) => address === erased).length;
        const { bans } = store.remove(({ address }) => address === erased);
        outbox.forgetGone();
        return { bans, unbans, failures };
      }),
    rebuildRollups: () => work(() => ({ differed: 0 })),
    integrity: () => work(() => []),
    backup: () => work(() => ({ file: 'archive.sqlite.backup', bytes: 4096 })),
    optimize: () => work(() => undefined),
    size: () => work(() => ({ bytes: 4096, bans: store.bans().length, addresses: store.addresses.size })),
    recordAudit: (entry) =>
      work(() => {
        const id = audit.push({ ...entry, id: audit.length + 1 });
        const { host: _host, reply: _reply, ...told } = entry;
        outbox.put({ kind: 'audit', id, ...told });
      }),
    takeOutgoing: (limit, hold) => work(() => outbox.take(limit, hold)),
    restampOutgoing: (seqs, at) => work(() => outbox.restamp(seqs, at)),
    dropOutgoing: (seqs) => work(() => outbox.drop(seqs)),
    auditTrail: (limit, beforeId = Infinity) => work(() => audit.filter(({ id }) => id < beforeId).reverse().slice(0, limit)),
    close: async () => {
      closed = true;
    },
  };
  return { port, bans: store.bans, unbans: store.unbans, lines: store.lines, audit, circumstances };
}
