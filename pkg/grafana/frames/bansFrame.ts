import type { Ban, BansResponse } from '../../contract/bans';
import type { Links } from './createLinks';
import { banLength, named, remaining } from './fieldConfig';
import type { Frame } from './frame';
import { shortenedNotice, staleNotice } from './notices';

/** One pass over the rows: a pass a column costs twice as much on long lists. */
function columnsOf(bans: readonly Ban[]) {
  const rows = bans.length;
  const columns = {
    start: new Array<number>(rows),
    end: new Array<number | null>(rows),
    jail: new Array<string>(rows),
    address: new Array<string>(rows),
    banTime: new Array<number>(rows),
    timeLeft: new Array<number | null>(rows),
  };
  let row = 0;
  for (const ban of bans) {
    columns.start[row] = ban.start;
    columns.end[row] = ban.end;
    columns.jail[row] = ban.jail;
    columns.address[row] = ban.address;
    columns.banTime[row] = ban.banTime;
    columns.timeLeft[row] = ban.timeLeft;
    row += 1;
  }
  return columns;
}

export function bansFrame(refId: string, { bans, total, stale, asOf }: BansResponse, links: Links): Frame {
  const columns = columnsOf(bans);
  return {
    name: 'bans',
    refId,
    meta: { preferredVisualisationType: 'table', notices: [...staleNotice(stale, asOf), ...shortenedNotice(bans.length, total)] },
    fields: [
      { name: 'address', type: 'string', values: columns.address, config: { ...named('Address'), links: links.address } },
      { name: 'start', type: 'time', values: columns.start, config: named('Banned at') },
      { name: 'end', type: 'time', values: columns.end, config: named('Until', 'for ever') },
      { name: 'jail', type: 'string', values: columns.jail, config: { ...named('Jail'), links: links.jail } },
      { name: 'banTime', type: 'number', values: columns.banTime, config: banLength('Ban time') },
      { name: 'timeLeft', type: 'number', values: columns.timeLeft, config: remaining('Time left') },
    ],
  };
}
