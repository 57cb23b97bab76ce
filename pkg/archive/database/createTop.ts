import type { Database } from 'better-sqlite3';
import type { Dimension, HistoryFilter, TopRow } from '../../services/ports/archivePort';
import type { ArchiveReads } from '../archiveEngine';
import { textOfKey } from '../textOfKey';
import { createCounts, servedByRollups } from './createCounts';
import { createGroupScopes } from './createGroupScopes';
import { createStatements } from './createStatements';
import { createWhole } from './createWhole';

/** Longer than all time, and whole hours: one bucket. */
const ALL_TIME = 3600 * 10_000_000;

/**
 * The beginning of a key that all addresses of its /24 or /48 share. A wider network that was banned itself stands alone;
 * text that is no address (family 0) has no network.
 */
const NETWORK = `CASE
  WHEN length(key) = 6 AND substr(key, 6) < x'18' OR length(key) = 18 AND substr(key, 18) < x'30' THEN key
  ELSE substr(key, 1, iif(substr(key, 1, 1) = x'04', 4, 7)) END`;
const BY_NETWORK = `SELECT ${NETWORK} AS network, sum(bans) AS bans, count(*) AS addresses`;
const MOST_FIRST = 'ORDER BY 2 DESC, 1 LIMIT @limit';

/** Who was banned most often, counted where the least is to be read; never more rows leave SQLite than were asked for. */
export function createTop(database: Database): ArchiveReads['top'] {
  const scopeOf = createGroupScopes(database);
  const countsOf = createCounts(database);
  const statement = createStatements(database);
  const isWhole = createWhole(database);
  const orgs = database.prepare<[number], string>('SELECT org FROM systems WHERE asn = ?').pluck();
  const jailName = database.prepare<[number], string>('SELECT name FROM jails WHERE id = ?').pluck();

  function topAddresses(filter: HistoryFilter, limit: number): TopRow[] {
    const perAddress = perAddressSql(filter, 'INDEXED BY addresses_by_bans');
    if (!perAddress) {
      return [];
    }
    const sql = `SELECT key, bans FROM ${perAddress.from} ${perAddress.where} ORDER BY bans DESC, id DESC LIMIT @limit`;
    return statement<{ key: Buffer; bans: number }>(sql)
      .all({ ...perAddress.parameters, limit })
      .map(({ key, bans }) => ({ key: textOfKey(key), label: null, bans, addresses: 1 }));
  }

  function topNetworks(filter: HistoryFilter, limit: number): TopRow[] {
    const perAddress = perAddressSql(filter, 'NOT INDEXED');
    if (!perAddress) {
      return [];
    }
    const sql = `${BY_NETWORK} FROM ${perAddress.from} ${perAddress.where} AND key >= x'04' GROUP BY 1 ${MOST_FIRST}`;
    return statement<{ network: Buffer; bans: number; addresses: number }>(sql)
      .all({ ...perAddress.parameters, limit })
      .map(({ network, bans, addresses }) => ({ key: networkText(network), label: null, bans, addresses }));
  }

  /** Rows with `id`, `key` and `bans`, one an address. `way`: how the totals of all addresses are walked. */
  function perAddressSql(filter: HistoryFilter, way: string): { from: string; where: string; parameters: Record<string, unknown> } | null {
    if (isWhole(filter)) {
      return { from: `addresses ${way}`, where: 'WHERE bans >= @minBans', parameters: { minBans: filter.minBans ?? 1 } };
    }
    const scope = scopeOf(filter);
    if (!scope) {
      return null;
    }
    const { from, window, also, parameters } = scope;
    const grouped = `(SELECT bans.address_id AS id, count(*) AS bans FROM ${from} WHERE ${window} ${also} GROUP BY 1) AS grouped`;
    return { from: `(SELECT grouped.id, addresses.key, grouped.bans FROM ${grouped} CROSS JOIN addresses ON addresses.id = grouped.id)`, where: 'WHERE 1', parameters };
  }

  function topKeys(filter: HistoryFilter, by: Dimension, limit: number): TopRow[] {
    if (servedByRollups(filter, by, ALL_TIME)) {
      const most = countsOf(filter, by, ALL_TIME).sort((a, b) => b.bans - a.bans || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
      return most.slice(0, limit).map(({ key, bans }) => ({ key, label: labelOf(by, key), bans, addresses: null }));
    }
    const scope = scopeOf(filter);
    if (!scope) {
      return [];
    }
    const { from, window, also, parameters } = scope;
    const column = by === 'jail' ? 'jail_id' : by;
    const sql = `SELECT bans.${column} AS key, count(*) AS bans, count(DISTINCT bans.address_id) AS addresses FROM ${from} WHERE ${window} ${also} GROUP BY 1 ${MOST_FIRST}`;
    return statement<{ key: string | number | null; bans: number; addresses: number }>(sql)
      .all({ ...parameters, limit })
      .map(({ key, ...counted }) => {
        const text = key === null ? null : by === 'jail' ? (jailName.get(Number(key)) ?? null) : String(key);
        return { key: text, label: labelOf(by, text), ...counted };
      });
  }

  const labelOf = (by: Dimension, key: string | null) => (by === 'asn' && key !== null ? (orgs.get(Number(key)) ?? null) : null);

  const top: ArchiveReads['top'] = (filter, by, limit) => {
    switch (by) {
      case 'address':
        return topAddresses(filter, limit);
      case 'network':
        return topNetworks(filter, limit);
      default:
        return topKeys(filter, by, limit);
    }
  };
  const inOneState = database.transaction(top);
  return (filter, by, limit) => inOneState.deferred(filter, by, limit);
}

/** What NETWORK made of keys. */
function networkText(network: Buffer): string {
  const width = { 4: 5, 7: 17 }[network.length];
  return textOfKey(width === undefined ? network : Buffer.concat([network, Buffer.alloc(width - network.length), Buffer.of(network.length === 4 ? 24 : 48)]));
}
