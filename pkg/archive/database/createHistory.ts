import type { Database } from 'better-sqlite3';
import type { ArchivedBan } from '../../domain/archivedBan';
import type { HistoryKey } from '../../services/ports/archivePort';
import type { ArchiveReads } from '../archiveEngine';
import { textOfKey } from '../textOfKey';
import type { BanRow } from './banRow';
import { toArchivedBan } from './banRow';
import { createBusyHours } from './createBusyHours';
import type { Scope } from './createScopes';
import { createScopes, withinHours } from './createScopes';
import { createStatements } from './createStatements';

type Row = BanRow & { jail: string; key: Buffer; org: string | null; address_bans: number };

const KEYS = 'SELECT bans.id, bans.start FROM';
const NEWEST_FIRST = 'AND (bans.start < @afterStart OR bans.id < @afterId) ORDER BY bans.start DESC, bans.id DESC LIMIT @limit';

/** Pages of bans, newest first: finds the keys of the page by an index, then reads those rows. */
export function createHistory(database: Database): ArchiveReads['history'] {
  const scopeOf = createScopes(database);
  const busyHours = createBusyHours(database);
  const statement = createStatements(database);
  const rows = database.prepare<[string], Row>(`
    SELECT bans.*, jails.name AS jail, addresses.key, addresses.bans AS address_bans, systems.org
    FROM json_each(?) AS wanted CROSS JOIN bans ON bans.id = wanted.value CROSS JOIN jails ON jails.id = bans.jail_id
      CROSS JOIN addresses ON addresses.id = bans.address_id LEFT JOIN systems ON systems.asn = bans.asn
    ORDER BY wanted.key`);

  function keysOf({ from, window, also, parameters }: Scope, place: HistoryKey, limit: number): HistoryKey[] {
    return statement<HistoryKey>(`${KEYS} ${from} WHERE ${window} ${also} ${NEWEST_FIRST}`).all({ ...parameters, afterStart: place.start, afterId: place.id, limit });
  }

  /** Goes from hour to hour that may have something, each time through enough of them to fill the page if all they count were meant. */
  function keysByHours(scope: Scope, hours: Iterable<{ hour: number; bans: number }>, place: HistoryKey, limit: number): HistoryKey[] {
    const found: HistoryKey[] = [];
    let batch: number[] = [];
    let promised = 0;
    let enough = limit;
    const look = () => {
      found.push(...keysOf(withinHours(scope, batch), place, limit - found.length));
      enough *= 2;
      promised = 0;
      batch = [];
    };
    for (const { hour, bans } of hours) {
      batch.push(hour);
      promised += bans;
      if (promised >= enough) {
        look();
      }
      if (found.length === limit) {
        return found;
      }
    }
    look();
    return found;
  }

  const page: ArchiveReads['history'] = (filter, limit, after) => {
    const place = after ?? { start: Number.MAX_SAFE_INTEGER, id: 0 };
    const to = Math.min(filter.to, place.start);
    const scope = scopeOf({ ...filter, to });
    if (!scope) {
      return [];
    }
    const hours = scope.restrictions && busyHours(scope.restrictions, filter.from, to);
    const keys = hours ? keysByHours(scope, hours, place, limit) : keysOf(scope, place, limit);
    return rows.all(JSON.stringify(keys.map(({ id }) => id))).map(toBan);
  };
  // One state of the archive for all steps.
  const inOneState = database.transaction(page);
  return (filter, limit, after) => inOneState.deferred(filter, limit, after);
}

function toBan(row: Row): ArchivedBan {
  return toArchivedBan(row, { jail: row.jail, address: textOfKey(row.key), org: row.org, addressBans: row.address_bans });
}
