import type { Query } from '../../contract/queries';
import { invalidInput } from '../../domain/errors';
import { eventFilter } from '../../services/events/eventFilter';
import { epochSeconds } from '../../services/ports/clock';
import { mayReadLogLines } from '../context/mayReadLogLines';
import { bansFrame } from '../frames/bansFrame';
import { checkFrame } from '../frames/checkFrame';
import { createLinks } from '../frames/createLinks';
import type { Frame } from '../frames/frame';
import { geoFrame } from '../frames/geoFrame';
import { historyFrame } from '../frames/historyFrame';
import { jailsFrame } from '../frames/jailsFrame';
import { logsFrame } from '../frames/logsFrame';
import { sidecarFrame } from '../frames/sidecarFrame';
import { statusFieldFrame, statusFrame } from '../frames/statusFrame';
import { topFrame } from '../frames/topFrame';
import { trendFrame } from '../frames/trendFrame';
import type { PastBansRequest, PluginDeps } from '../ports';
import type { DataQuery, PluginContext } from '../protocol/messages';
import { annotationsOf } from './annotationsOf';
import { streamFrame } from '../streams/streamFrame';
import { textList } from './textList';
import { exactRange, wholeRange } from './timeRange';

export type QueryDeps = Pick<PluginDeps, 'status' | 'jails' | 'bans' | 'history' | 'trend' | 'top' | 'life' | 'configMoments' | 'logs' | 'queryLogLines' | 'events' | 'check' | 'sidecar' | 'clock'>;

/** The answer to one query. Whoever asks, it only reads. */
export async function frameOf(deps: QueryDeps, question: DataQuery, query: Query, context: PluginContext): Promise<Frame> {
  const { refId, timeRange, maxDataPoints } = question;
  const links = createLinks(context.dataSourceInstanceSettings?.uid ?? '');
  switch (query.queryType) {
    case 'status': {
      const status = await deps.status();
      const now = epochSeconds(deps.clock);
      return query.field ? statusFieldFrame(refId, status, query.field, now) : statusFrame(refId, status, now);
    }
    case 'jails': {
      const wanted = textList(query.jail);
      const response = await deps.jails();
      return jailsFrame(refId, { ...response, jails: response.jails.filter(({ name }) => wanted?.includes(name) ?? true) }, links);
    }
    case 'bans': {
      const filter = { jail: textList(query.jail), search: query.search?.trim() || undefined };
      const response = await deps.bans({ ...filter, sort: 'start', order: 'desc', page: 1, pageSize: query.limit });
      return bansFrame(refId, response, links);
    }
    case 'history':
      return historyFrame(refId, await deps.history({ ...pastBans(timeRange, query), limit: query.limit }), links);
    case 'trend':
      return trendFrame(refId, await deps.trend({ ...pastBans(timeRange, query), points: maxDataPoints || undefined, by: query.by }));
    case 'check':
      return checkFrame(refId, query.check, await deps.check(query.check, textList(query.jail)));
    case 'top':
      return topFrame(refId, await deps.top({ ...pastBans(timeRange, query), by: query.by, limit: query.limit }), links);
    case 'geo':
      return geoFrame(refId, await deps.top({ ...pastBans(timeRange, query), by: 'country', limit: MOST_COUNTRIES }), links);
    case 'logs': {
      mayReadLogLines(deps.queryLogLines, context);
      const { search, level, limit } = query;
      return logsFrame(refId, await deps.logs({ ...exactRange(timeRange), jail: textList(query.jail), search: search?.trim() || undefined, level, limit }));
    }
    case 'annotations':
      return annotationsOf(deps, question, query, context);
    case 'sidecar':
      return sidecarFrame(refId, await deps.sidecar());
    case 'events': {
      const filter = eventFilter({ ...query, jail: textList(query.jail), search: query.search?.trim() });
      return streamFrame(context, filter, deps.events.last(filter), refId);
    }
  }
}

type PastBansQuery = Extract<Query, { queryType: 'history' | 'trend' | 'top' | 'geo' }>;

/** More than there are. */
const MOST_COUNTRIES = 1000;

function pastBans(timeRange: DataQuery['timeRange'], { jail, search, country, asn, minBans }: PastBansQuery): PastBansRequest {
  return { ...wholeRange(timeRange), jail: textList(jail), search: search?.trim() || undefined, country: textList(country), asn: textList(asn)?.map(systemNumber), minBans };
}

/** "AS64500" or "64500". */
function systemNumber(text: string): number {
  const [, digits] = /^(?:AS)?(\d{1,10})$/i.exec(text) ?? [];
  if (digits === undefined) {
    throw invalidInput('asn', `asn: ${JSON.stringify(text.slice(0, 40))} is no number of an autonomous system.`);
  }
  return Number(digits);
}
