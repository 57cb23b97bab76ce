import type { Database } from 'better-sqlite3';
import type { ArchivedBan } from '../../domain/archivedBan';
import type { HistoryFilter, HistoryKey } from '../../services/ports/archivePort';
import type { ArchiveReads } from '../archiveEngine';
import { textOfKey } from '../textOfKey';
import { TooManyBans } from '../tooManyBans';
import type { BanRow } from './banRow';
import { toArchivedBan } from './banRow';
import { BUDGET_BANS, createBudget } from './createBudget';
import { createBusyHours } from './createBusyHours';
import type { Scope } from './createScopes';
import { createScopes, withinHours } from './createScopes';
import { createStatements } from './createStatements';

type Row = BanRow & { jail: string; key: Buffer; org: string | null; address_bans: number };

const KEYS = 'SELECT bans.id, bans.start FROM';
const NEWEST_FIRST = 'AND (bans.start < @afterStart OR bans.id < @afterId) ORDER BY bans.start DESC, bans.id DESC LIMIT @limit';

/** Pages of bans, newest first: finds the keys of the page by an index, then reads those rows. Throws TooManyBans. */
export function createHistory(database: Database): ArchiveReads['history'] {
  const scopeOf = createScopes(database);
  const busyHours = createBusyHours(database);
  const budget = createBudget(database);
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
  function keysByHours(scope: Scope, hours: Iterable<{ hour: number; bans: number }>, isVague: boolean, place: HistoryKey, limit: number): HistoryKey[] {
    const found: HistoryKey[] = [];
    let batch: number[] = [];
    let promised = 0;
    let enough = limit;
    let walked = 0;
    let reached = Infinity;
    const look = () => {
      found.push(...keysOf(withinHours(scope, batch), place, limit - found.length));
      enough *= 2;
      promised = 0;
      batch = [];
    };
    for (const { hour, bans } of hours) {
      walked += isVague ? budget.ofHour(hour) : 0;
      if (walked > BUDGET_BANS && reached < Infinity) {
        look();
        if (found.length < limit) {
          throw new TooManyBans(reached);
        }
        return found;
      }
      reached = hour;
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

  /** Whatever the rollups do not know of is met on the way back through time, which has an end. */
  function keysOnTheWay(scope: Scope, { from, to }: { from: number; to: number }, place: HistoryKey, limit: number): HistoryKey[] {
    const floor = budget.floorOf(from, to);
    const found = keysOf({ ...scope, parameters: { ...scope.parameters, from: floor } }, place, limit);
    if (found.length < limit && floor > from) {
      throw new TooManyBans(floor);
    }
    return found;
  }

  const page: ArchiveReads['history'] = (filter, limit, after) => {
    const place = after ?? { start: Number.MAX_SAFE_INTEGER, id: 0 };
    const to = Math.min(filter.to, place.start);
    const scope = scopeOf({ ...filter, to });
    if (!scope) {
      return [];
    }
    const { restrictions } = scope;
    const named = Object.values(restrictions ?? {}).filter((list) => list !== undefined).length;
    const hours = restrictions && busyHours(restrictions, filter.from, to);
    let keys: HistoryKey[];
    if (hours) {
      keys = keysByHours(scope, hours, named > 1 || isByAddress(filter), place, limit);
    } else {
      keys = restrictions && isByAddress(filter) ? keysOnTheWay(scope, { from: filter.from, to }, place, limit) : keysOf(scope, place, limit);
    }
    return rows.all(JSON.stringify(keys.map(({ id }) => id))).map(toBan);
  };
  // One state of the archive for all steps.
  const inOneState = database.transaction(page);
  return (filter, limit, after) => inOneState.deferred(filter, limit, after);
}

const isByAddress = ({ addresses, minBans = 1 }: HistoryFilter): boolean => addresses !== undefined || minBans > 1;

function toBan(row: Row): ArchivedBan {
  return toArchivedBan(row, { jail: row.jail, address: textOfKey(row.key), org: row.org, addressBans: row.address_bans });
}
