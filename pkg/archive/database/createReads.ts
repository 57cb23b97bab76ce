import type { Database } from 'better-sqlite3';
import { NO_COUNTRY } from '../../contract/geoSources';
import type { AuditEntry, BanLines, Life, SyncCursor } from '../../services/ports/archivePort';
import type { ArchiveReads } from '../archiveEngine';
import { textOfKey } from '../textOfKey';
import { createAddressFacts } from './createAddressFacts';
import { createRevisionReads } from './createConfigRevisions';
import { createSeenConfigReads } from './createSeenConfig';
import { createHistory } from './createHistory';
import { createSummary } from './createSummary';
import { createTop } from './createTop';
import { createTrend } from './createTrend';
import { LIFE } from './lifeEvents';
import { unpacked } from './packedLines';

const LINE_SOURCES: Record<number, BanLines['source']> = { 2: 'log', 8: 'database' };

interface LifeRow {
  at: number;
  what: number;
  jail: string | null;
  detail: string;
}

function lifeOf({ what, ...row }: LifeRow): Life[] {
  return LIFE[what] ? [{ ...row, what: LIFE[what] }] : [];
}

/** Everything that is asked of the archive. */
export function createReads(database: Database): ArchiveReads {
  const cursor = database.prepare<[], SyncCursor>('SELECT row AS rowid, fingerprint FROM sync_cursor');
  const position = database.prepare<[], string>('SELECT position FROM follow_position').pluck();
  const audit = database.prepare<[number, number], AuditEntry>(
    'SELECT id, at, actor, org, role, host, action, result, request, reply FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?'
  );
  const lines = database.prepare<[number], { source: number | null; text: string | null; bytes: Buffer | null }>(
    'SELECT source, ban_lines.lines AS text, packed AS bytes FROM bans LEFT JOIN ban_lines ON ban_id = bans.id WHERE bans.id = ?'
  );
  const life = database.prepare<[number, number, number], LifeRow>(
    'SELECT at, what, jails.name AS jail, detail FROM life INDEXED BY life_by_time LEFT JOIN jails ON jails.id = jail_id WHERE at BETWEEN ? AND ? ORDER BY at, life.id LIMIT ?'
  );
  const failureHours = database.prepare<[number, number], { hour: number; jail: string }>(`
    SELECT hour, name AS jail FROM (SELECT DISTINCT hour, jail_id FROM failures INDEXED BY failures_by_hour WHERE hour BETWEEN ? AND ?)
    CROSS JOIN jails ON jails.id = jail_id ORDER BY hour, name
  `);
  const latestLife = database.prepare<{ from: number; to: number; limit: number; ofJails: number }, LifeRow>(
    'SELECT at, what, jails.name AS jail, detail FROM life INDEXED BY life_by_time LEFT JOIN jails ON jails.id = jail_id WHERE at BETWEEN @from AND @to AND (what >= 3) = @ofJails ORDER BY at DESC, life.id DESC LIMIT @limit'
  );
  const unresolved = database.prepare<[number, number], { id: number; key: Buffer }>(
    'SELECT id, key FROM addresses INDEXED BY addresses_unresolved WHERE country IS NULL AND id > ? ORDER BY id LIMIT ?'
  );
  const unresolvedCount = database.prepare<[], number>('SELECT count(*) FROM addresses INDEXED BY addresses_unresolved WHERE country IS NULL').pluck();

  const withPlaces = database.prepare<[number, number], { id: number; key: Buffer; country: string | null; asn: number | null }>(
    'SELECT id, key, country, asn FROM addresses WHERE id > ? ORDER BY id LIMIT ?'
  );

  return {
    syncCursor: () => cursor.get() ?? null,
    followPosition: () => position.get() ?? null,
    history: createHistory(database),
    trend: createTrend(database),
    top: createTop(database),
    summary: createSummary(database),
    address: createAddressFacts(database),
    lines(id) {
      const row = lines.get(id);
      return row ? { source: LINE_SOURCES[row.source ?? 0] ?? null, lines: row.text === null ? [] : unpacked(row.text, row.bytes) } : null;
    },
    failureHours: (from, to) => failureHours.all(from, to),
    life: (from, to, limit) => life.all(from, to, limit).flatMap(lifeOf),
    latestLife: (of, from, to, limit) => latestLife.all({ from, to, limit, ofJails: of === 'jails' ? 1 : 0 }).flatMap(lifeOf),
    unresolved: (limit, afterId = 0) => unresolved.all(afterId, limit).map(({ id, key }) => ({ id, address: textOfKey(key) })),
    unresolvedCount: () => unresolvedCount.get() ?? 0,
    withoutSystem(limit, afterId = 0) {
      const rows = withPlaces.all(afterId, limit);
      const addresses = rows.flatMap(({ id, key, country, asn }) => (country === null || country === NO_COUNTRY || asn !== null ? [] : [{ id, address: textOfKey(key), country }]));
      return { addresses, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
    },
    ...createRevisionReads(database),
    ...createSeenConfigReads(database),
    auditTrail: (limit, beforeId = Number.MAX_SAFE_INTEGER) => audit.all(beforeId, limit),
  };
}
