import type { Database } from 'better-sqlite3';
import type { ArchiveSummary } from '../../services/ports/archivePort';
import type { ArchiveReads } from '../archiveEngine';
import { createGroupScopes } from './createGroupScopes';
import { createStatements } from './createStatements';
import { createWhole } from './createWhole';

const NOTHING: ArchiveSummary = { bans: 0, addresses: 0, newAddresses: 0, repeatOffenders: 0 };

/** `first_seen` may be a failure before the first ban: only then, and for those known longer, the bans themselves are asked. */
const IS_NEW = `(addresses.first_seen >= @from OR NOT EXISTS (
  SELECT 1 FROM bans AS former INDEXED BY bans_identity WHERE former.address_id = addresses.id AND former.start < @from))`;

/** Of all bans that there are: nobody was banned before. */
const WHOLE = `SELECT coalesce(sum(bans), 0) AS bans, count(*) AS addresses, count(*) AS newAddresses, coalesce(sum(bans >= 2), 0) AS repeatOffenders
  FROM addresses WHERE bans >= @minBans`;

/** Reads every ban of the window once, or the totals of addresses where they have it all. Throws TooManyBans. */
export function createSummary(database: Database): ArchiveReads['summary'] {
  const scopeOf = createGroupScopes(database);
  const statement = createStatements(database);
  const isWhole = createWhole(database);

  const summary: ArchiveReads['summary'] = (filter) => {
    if (isWhole(filter)) {
      return statement<ArchiveSummary>(WHOLE).get({ minBans: filter.minBans ?? 1 }) ?? NOTHING;
    }
    const scope = scopeOf(filter);
    if (!scope) {
      return NOTHING;
    }
    const { from, window, also, parameters } = scope;
    const sql = `SELECT coalesce(sum(grouped.bans), 0) AS bans, count(*) AS addresses,
        coalesce(sum(${IS_NEW}), 0) AS newAddresses, coalesce(sum(addresses.bans >= 2), 0) AS repeatOffenders
      FROM (SELECT bans.address_id AS id, count(*) AS bans FROM ${from} WHERE ${window} ${also} GROUP BY 1) AS grouped
      CROSS JOIN addresses ON addresses.id = grouped.id`;
    return statement<ArchiveSummary>(sql).get(parameters) ?? NOTHING;
  };
  const inOneState = database.transaction(summary);
  return (filter) => inOneState.deferred(filter);
}
