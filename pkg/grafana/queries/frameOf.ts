import type { Query } from '../../contract/queries';
import { invalidInput } from '../../domain/errors';
import { epochSeconds } from '../../services/ports/clock';
import { bansFrame } from '../frames/bansFrame';
import { checkFrame } from '../frames/checkFrame';
import type { Frame } from '../frames/frame';
import { historyFrame } from '../frames/historyFrame';
import { jailsFrame } from '../frames/jailsFrame';
import { statusFieldFrame, statusFrame } from '../frames/statusFrame';
import { trendFrame } from '../frames/trendFrame';
import type { PastBansRequest, PluginDeps } from '../ports';
import type { DataQuery } from '../protocol/messages';
import { textList } from './textList';

export type QueryDeps = Pick<PluginDeps, 'status' | 'jails' | 'bans' | 'history' | 'trend' | 'check' | 'clock'>;

/** The answer to one query. Whoever asks, it only reads. */
export async function frameOf(deps: QueryDeps, { refId, timeRange, maxDataPoints }: DataQuery, query: Query): Promise<Frame> {
  switch (query.queryType) {
    case 'status': {
      const status = await deps.status();
      const now = epochSeconds(deps.clock);
      return query.field ? statusFieldFrame(refId, status, query.field, now) : statusFrame(refId, status, now);
    }
    case 'jails': {
      const wanted = textList(query.jail);
      const response = await deps.jails();
      return jailsFrame(refId, { ...response, jails: response.jails.filter(({ name }) => wanted?.includes(name) ?? true) });
    }
    case 'bans': {
      const filter = { jail: textList(query.jail), search: query.search?.trim() || undefined };
      const response = await deps.bans({ ...filter, sort: 'start', order: 'desc', page: 1, pageSize: query.limit });
      return bansFrame(refId, response);
    }
    case 'history':
      return historyFrame(refId, await deps.history({ ...pastBans(timeRange, query), limit: query.limit }));
    case 'trend':
      return trendFrame(refId, await deps.trend({ ...pastBans(timeRange, query), points: maxDataPoints || undefined, by: query.by }));
    case 'check':
      return checkFrame(refId, query.check, await deps.check(query.check, textList(query.jail)));
    default:
      throw invalidInput('queryType', `queryType: "${query.queryType}" is not answered yet.`);
  }
}

type PastBansQuery = Extract<Query, { queryType: 'history' | 'trend' }>;

/** The range of the dashboard exactly as it is: whole seconds inside it. */
function pastBans(timeRange: DataQuery['timeRange'], { jail, search, country, asn, minBans }: PastBansQuery): PastBansRequest {
  if (timeRange === null) {
    throw invalidInput('timeRange', 'The query names no time range.');
  }
  const from = Math.max(0, Math.ceil(timeRange.fromEpochMS / 1000));
  const to = Math.max(from, Math.floor(timeRange.toEpochMS / 1000));
  return { from, to, jail: textList(jail), search: search?.trim() || undefined, country: textList(country), asn: textList(asn)?.map(systemNumber), minBans };
}

/** "AS64500" or "64500". */
function systemNumber(text: string): number {
  const [, digits] = /^(?:AS)?(\d{1,10})$/i.exec(text) ?? [];
  if (digits === undefined) {
    throw invalidInput('asn', `asn: ${JSON.stringify(text.slice(0, 40))} is no number of an autonomous system.`);
  }
  return Number(digits);
}
