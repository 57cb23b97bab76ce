import type { Query } from '../../contract/queries';
import { isVisitor } from '../context/isVisitor';
import { configAnnotations } from '../frames/configAnnotations';
import { banAnnotations, lifeAnnotations } from '../frames/annotationsFrame';
import type { Frame } from '../frames/frame';
import type { PluginDeps } from '../ports';
import type { DataQuery, PluginContext } from '../protocol/messages';
import { textList } from './textList';
import { wholeRange } from './timeRange';

/** Moments of the dashboard's time range. */
export async function annotationsOf(deps: Pick<PluginDeps, 'history' | 'life' | 'configMoments'>, { refId, timeRange }: DataQuery, query: Extract<Query, { queryType: 'annotations' }>, context: PluginContext): Promise<Frame> {
  const filter = { ...wholeRange(timeRange), jail: textList(query.jail), search: query.search?.trim() || undefined, limit: query.limit };
  if (query.what === 'bans') {
    const { bans, next } = await deps.history(filter);
    return banAnnotations(refId, bans, next !== null);
  }
  if (query.what === 'config') {
    const { changes, more } = await deps.configMoments(filter);
    return configAnnotations(refId, changes, more, isVisitor(context));
  }
  const { events, more } = await deps.life({ ...filter, of: query.what });
  return lifeAnnotations(refId, events, more);
}
