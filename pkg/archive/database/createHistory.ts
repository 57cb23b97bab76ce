import type { Database } from 'better-sqlite3';
import type { ArchivedBan } from '../../domain/archivedBan';
import type { HistoryKey } from '../../services/ports/archivePort';
import type { ArchiveReads } from '../archiveEngine';
import type { BanRow } from './banRow';
import { fromRow } from './banRow';
import { addressParameters, TOUCHED_BANS } from './historySql';

const PAGE = `start BETWEEN @from AND @to AND (start < @afterStart OR id < @afterId) ORDER BY start DESC, id DESC LIMIT @limit`;

/** Pages of bans, newest first: finds the keys of the page by an index alone, then reads those rows. */
export function createHistory(database: Database): ArchiveReads['history'] {
  const every = database.prepare<[object], HistoryKey>(`SELECT id, start FROM bans INDEXED BY bans_by_start WHERE ${PAGE}`);
  const ofJail = database.prepare<[object], HistoryKey>(`SELECT id, start FROM bans INDEXED BY bans_by_jail WHERE jail_id = @jail AND ${PAGE}`);
  const ofAddress = database.prepare<[object], HistoryKey>(
    `SELECT id, start FROM ${TOUCHED_BANS} WHERE (@jails IS NULL OR jail_id IN (SELECT value FROM json_each(@jails))) AND ${PAGE}`
  );
  const jailIds = database.prepare<[string], number>('SELECT id FROM jails WHERE name IN (SELECT value FROM json_each(?))').pluck();
  const rows = database.prepare<[string], BanRow & { jail: string; address: string }>(`
    SELECT bans.*, jails.name AS jail
    FROM json_each(?) AS wanted CROSS JOIN bans ON bans.id = wanted.value CROSS JOIN jails ON jails.id = bans.jail_id
    ORDER BY wanted.key`);

  const page: ArchiveReads['history'] = (filter, limit, after) => {
    const jails = filter.jails && jailIds.all(JSON.stringify(filter.jails));
    const { start: afterStart, id: afterId } = after ?? { start: Number.MAX_SAFE_INTEGER, id: 0 };
    const range = { from: filter.from, to: Math.min(filter.to, afterStart), afterStart, afterId, limit };
    const keys = () => {
      if (filter.addresses) {
        return ofAddress.all({ ...range, ...addressParameters(filter.addresses), jails: jails ? JSON.stringify(jails) : null });
      }
      if (!jails) {
        return every.all(range);
      }
      // A page of each jail, of which the newest are the page of them all.
      return jails.flatMap((jail) => ofJail.all({ ...range, jail })).sort(newestFirst).slice(0, limit);
    };
    return rows.all(JSON.stringify(keys().map(({ id }) => id))).map(toBan);
  };
  // One state of the archive for both steps.
  const inOneState = database.transaction(page);
  return (filter, limit, after) => inOneState.deferred(filter, limit, after);
}

function newestFirst(a: HistoryKey, b: HistoryKey): number {
  return b.start - a.start || b.id - a.id;
}

function toBan(row: BanRow & { jail: string; address: string }): ArchivedBan {
  return { ...fromRow(row), jail: row.jail, address: row.address };
}
