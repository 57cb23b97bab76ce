import type { Database } from 'better-sqlite3';
import type { KnownBan, Timeline, Told } from '../banTimeline';
import { SLACK_SECONDS } from './banRow';
import type { KnownAddress } from './createAddressBook';
import { seen } from './createAddressBook';
import type { RollupChanges } from './createRollups';
import { packed } from './packedLines';

const COLUMNS = 'id, start, starts_by, ban_time, ended_at, end_cause, ended_by, sources, logged_at, ban_count, failures, lines, actor';
const OF = 'FROM bans INDEXED BY bans_identity WHERE address_id = @address AND jail_id = @jail';
/** Bans before a time that still matter then. */
const BEFORE = 2;

/** Lines that led to a ban, from the log (2) or from fail2ban's database (8). */
export interface Lines {
  source: 2 | 8;
  texts: readonly string[];
}

/** Whose bans. */
export interface Owner {
  address: KnownAddress;
  jailId: number;
}

/** Bans of one address in one jail: read around a time, changed, written back. */
export function createTimelines(database: Database) {
  const latest = database.prepare<[number, number, number], KnownBan>(
    `SELECT ${COLUMNS} FROM bans INDEXED BY bans_identity WHERE address_id = ? AND jail_id = ? AND start <= ? ORDER BY start DESC LIMIT ${BEFORE}`
  );
  const around = database.prepare<[{ address: number; jail: number; from: number; to: number }], KnownBan>(`
    SELECT * FROM (SELECT ${COLUMNS} ${OF} AND start < @from ORDER BY start DESC LIMIT ${BEFORE})
    UNION ALL
    SELECT * FROM (SELECT ${COLUMNS} ${OF} AND start BETWEEN @from AND @to ORDER BY start LIMIT 64)
    ORDER BY start`);
  const any = database.prepare<[number, number]>('SELECT 1 FROM bans INDEXED BY bans_identity WHERE address_id = ? AND jail_id = ? LIMIT 1');
  const insert = database.prepare(
    `INSERT INTO bans (address_id, jail_id, country, asn, start, ban_time, overtime, end_cause, sources, logged_after, ban_count, failures, lines, actor, ended_by, starts_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  );
  const CHANGED = 'ban_time = ?, overtime = ?, end_cause = ?, sources = ?, logged_after = ?, ban_count = ?, failures = ?, lines = ?, actor = ?, ended_by = ?, starts_by = ?';
  const update = database.prepare(`UPDATE bans SET ${CHANGED} WHERE id = ?`);
  // Every index has the start.
  const move = database.prepare('UPDATE bans SET start = ? WHERE id = ?');
  const putLines = database.prepare<[number, number, string, Buffer | null]>(`
    INSERT INTO ban_lines (ban_id, source, lines, packed) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET source = excluded.source, lines = excluded.lines, packed = excluded.packed WHERE excluded.source > source`);
  const placeOf = database.prepare<[number], { country: string | null; asn: number | null }>('SELECT country, asn FROM bans WHERE id = ?');

  /** Those from `from` to `to`, and the last ones before. Mostly there are none but these, which are found with half the work. */
  function bansAround({ address, jailId }: Owner, from: number, to: number): Timeline {
    if (address.isBare) {
      return [];
    }
    const found = latest.all(address.id, jailId, to);
    const isAll = found.length < BEFORE || found.every(({ start }) => start < from);
    return isAll ? found.reverse() : around.all({ address: address.id, jail: jailId, from, to });
  }

  return function begin(rollups: RollupChanges) {
    function save(owner: Owner, before: KnownBan | undefined, ban: KnownBan): number {
      const { address, jailId } = owner;
      if (before === undefined || ban.id === null) {
        const { country, asn } = address;
        rollups.change({ start: ban.start, jailId, country, asn }, 1);
        address.bans++;
        address.isBare = false;
        return Number(insert.run(address.id, jailId, country, asn, ban.start, ...changedOf(ban)).lastInsertRowid);
      }
      if (before.start !== ban.start) {
        const place = placeOf.get(ban.id) ?? { country: null, asn: null };
        rollups.move({ start: before.start, jailId, ...place }, { start: ban.start, jailId, ...place });
        seen(address, ban.start);
        move.run(ban.start, ban.id);
      }
      update.run(...changedOf(ban), ban.id);
      return ban.id;
    }

    return {
      has: ({ address, jailId }: { address: KnownAddress; jailId: number }): boolean => !address.isBare && any.get(address.id, jailId) !== undefined,
      /** What `tell` makes of the bans from `from` to `to`; true when it was told of a new one. */
      tell(owner: Owner, range: { from: number; to: number }, tell: (timeline: Timeline) => Told, lines?: Lines): boolean {
        const timeline = bansAround(owner, range.from - SLACK_SECONDS, range.to + SLACK_SECONDS);
        const told = tell(timeline);
        const byId = new Map(timeline.map((ban) => [ban.id, ban]));
        const texts = lines?.texts.length ? lines : null;
        for (const ban of told.timeline) {
          const before = byId.get(ban.id);
          if (texts && ban === told.ban) {
            const id = ban.id === null ? save(owner, before, { ...ban, lines: texts.texts.length }) : ban.id;
            const isTaken = putLines.run(id, texts.source, ...packed(texts.texts)).changes > 0;
            if (ban.id !== null && (ban !== before || isTaken)) {
              save(owner, before, isTaken ? { ...ban, lines: texts.texts.length } : ban);
            }
          } else if (ban !== before) {
            save(owner, before, ban);
          }
        }
        return told.ban !== null && told.ban.id === null;
      },
    };
  };
}

function changedOf(ban: KnownBan): unknown[] {
  const overtime = ban.ended_at === null ? null : ban.ended_at - ban.start - Math.max(ban.ban_time, 0);
  const loggedAfter = ban.logged_at === null ? null : ban.logged_at - ban.start;
  return [ban.ban_time, overtime, ban.end_cause, ban.sources, loggedAfter, ban.ban_count, ban.failures, ban.lines, ban.actor, ban.ended_by, ban.starts_by];
}
