import type { Query } from '../../contract/queries';
import { epochSeconds } from '../../services/ports/clock';
import { bansFrame } from '../frames/bansFrame';
import type { Frame } from '../frames/frame';
import { jailsFrame } from '../frames/jailsFrame';
import { statusFieldFrame, statusFrame } from '../frames/statusFrame';
import type { PluginDeps } from '../ports';
import { textList } from './textList';

export type QueryDeps = Pick<PluginDeps, 'status' | 'jails' | 'bans' | 'clock'>;

/** The answer to one query. Whoever asks, it only reads. */
export async function frameOf(deps: QueryDeps, refId: string, query: Query): Promise<Frame> {
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
  }
}
