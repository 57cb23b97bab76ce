import type { Database } from 'better-sqlite3';
import type { ArchivedBan } from '../../domain/archivedBan';
import type { HistoryKey } from '../../services/ports/archivePort';
import type { ArchiveReads } from '../archiveEngine';
import { textOfKey } from '../textOfKey';
import type { BanRow } from './banRow';
import { toArchivedBan } from './banRow';
import { createScopes } from './createScopes';
import { createStatements } from './createStatements';

type Row = BanRow & { jail: string; key: Buffer; org: string | null; address_bans: number };

/** Pages of bans, newest first: finds the keys of the page by an index, then reads those rows. */
export function createHistory(database: Database): ArchiveReads['history'] {
  const scopeOf = createScopes(database);
  const statement = createStatements(database);
  const rows = database.prepare<[string], Row>(`
    SELECT bans.*, jails.name AS jail, addresses.key, addresses.bans AS address_bans, systems.org
    FROM json_each(?) AS wanted CROSS JOIN bans ON bans.id = wanted.value CROSS JOIN jails ON jails.id = bans.jail_id
      CROSS JOIN addresses ON addresses.id = bans.address_id LEFT JOIN systems ON systems.asn = bans.asn
    ORDER BY wanted.key`);

  const page: ArchiveReads['history'] = (filter, limit, after) => {
    const { start: afterStart, id: afterId } = after ?? { start: Number.MAX_SAFE_INTEGER, id: 0 };
    const scope = scopeOf({ ...filter, to: Math.min(filter.to, afterStart) });
    if (!scope) {
      return [];
    }
    const { from, where, leading } = scope;
    const range = { ...scope.parameters, afterStart, afterId, limit };
    const keys = statement<HistoryKey>(
      `SELECT bans.id, bans.start FROM ${from} WHERE ${where}${leading ? ` AND bans.${leading.column} = @leading` : ''}
         AND (bans.start < @afterStart OR bans.id < @afterId) ORDER BY bans.start DESC, bans.id DESC LIMIT @limit`
    );
    // A page of each value, of which the newest are the page of them all.
    const found = leading ? leading.values.flatMap((value) => keys.all({ ...range, leading: value })).sort(newestFirst).slice(0, limit) : keys.all(range);
    return rows.all(JSON.stringify(found.map(({ id }) => id))).map(toBan);
  };
  // One state of the archive for all steps.
  const inOneState = database.transaction(page);
  return (filter, limit, after) => inOneState.deferred(filter, limit, after);
}

function newestFirst(a: HistoryKey, b: HistoryKey): number {
  return b.start - a.start || b.id - a.id;
}

function toBan(row: Row): ArchivedBan {
  return toArchivedBan(row, { jail: row.jail, address: textOfKey(row.key), org: row.org, addressBans: row.address_bans });
}
