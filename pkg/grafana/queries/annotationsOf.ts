import type { Query } from '../../contract/queries';
import { banAnnotations, lifeAnnotations } from '../frames/annotationsFrame';
import type { Frame } from '../frames/frame';
import type { PluginDeps } from '../ports';
import type { DataQuery } from '../protocol/messages';
import { textList } from './textList';
import { wholeRange } from './timeRange';

/** Moments of the dashboard's time range. */
export async function annotationsOf(deps: Pick<PluginDeps, 'history' | 'life'>, { refId, timeRange }: DataQuery, query: Extract<Query, { queryType: 'annotations' }>): Promise<Frame> {
  const filter = { ...wholeRange(timeRange), jail: textList(query.jail), search: query.search?.trim() || undefined, limit: query.limit };
  if (query.what === 'bans') {
    const { bans, next } = await deps.history(filter);
    return banAnnotations(refId, bans, next !== null);
  }
  const { events, more } = await deps.life({ ...filter, of: query.what });
  return lifeAnnotations(refId, events, more);
}
