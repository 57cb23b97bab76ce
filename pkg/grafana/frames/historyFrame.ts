import type { HistoryBan, HistoryResponse } from '../../contract/history';
import type { Links } from './createLinks';
import { banLength, count, named } from './fieldConfig';
import type { Frame } from './frame';
import { approximateNotice, moreNotice } from './notices';
import { END_CAUSE, ORIGIN } from './words';

function columnsOf(bans: readonly HistoryBan[]) {
  const rows = bans.length;
  const columns = {
    start: new Array<number>(rows),
    endedAt: new Array<number | null>(rows),
    jail: new Array<string>(rows),
    address: new Array<string>(rows),
    banTime: new Array<number>(rows),
    banCount: new Array<number>(rows),
    failures: new Array<number | null>(rows),
    origin: new Array<string>(rows),
    endCause: new Array<string | null>(rows),
    country: new Array<string | null>(rows),
    asn: new Array<number | null>(rows),
    org: new Array<string | null>(rows),
    addressBans: new Array<number>(rows),
  };
  let row = 0;
  for (const ban of bans) {
    columns.start[row] = ban.start;
    columns.endedAt[row] = ban.endedAt;
    columns.jail[row] = ban.jail;
    columns.address[row] = ban.address;
    columns.banTime[row] = ban.banTime;
    columns.banCount[row] = ban.banCount;
    columns.failures[row] = ban.failures;
    columns.origin[row] = ban.origin;
    columns.endCause[row] = ban.endCause;
    columns.country[row] = ban.country;
    columns.asn[row] = ban.asn;
    columns.org[row] = ban.org;
    columns.addressBans[row] = ban.addressBans;
    row += 1;
  }
  return columns;
}

/** Without log lines and without who asked for a ban: a query may come from a visitor of a public dashboard. */
export function historyFrame(refId: string, { bans, next }: HistoryResponse, links: Links): Frame {
  const columns = columnsOf(bans);
  return {
    name: 'history',
    refId,
    meta: { preferredVisualisationType: 'table', notices: [...approximateNotice(bans), ...moreNotice(bans.length, next !== null)] },
    fields: [
      { name: 'start', type: 'time', values: columns.start, config: named('Banned at') },
      { name: 'jail', type: 'string', values: columns.jail, config: { ...named('Jail'), links: links.jail } },
      { name: 'address', type: 'string', values: columns.address, config: { ...named('Address'), links: links.address } },
      { name: 'banTime', type: 'number', values: columns.banTime, config: banLength('Ban time') },
      { name: 'endedAt', type: 'time', values: columns.endedAt, config: named('Ended at', '–') },
      { name: 'banCount', type: 'number', values: columns.banCount, config: count('Times banned') },
      { name: 'failures', type: 'number', values: columns.failures, config: count('Failures') },
      { name: 'endCause', type: 'string', values: columns.endCause, config: END_CAUSE },
      { name: 'country', type: 'string', values: columns.country, config: { ...named('Country', '–'), links: links.country } },
      { name: 'asn', type: 'number', values: columns.asn, config: { ...named('AS number', '–'), unit: 'none', decimals: 0, links: links.asn } },
      { name: 'org', type: 'string', values: columns.org, config: named('Operator', '–') },
      { name: 'addressBans', type: 'number', values: columns.addressBans, config: count('Bans of the address') },
      { name: 'origin', type: 'string', values: columns.origin, config: ORIGIN },
    ],
  };
}
