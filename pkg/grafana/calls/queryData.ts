import type { Query } from '../../contract/queries';
import { invalidInput } from '../../domain/errors';
import type { Admit } from '../context/admission';
import { principalOf } from '../context/principalOf';
import { refusalOf } from '../context/refusal';
import { encodeFrame } from '../frames/encodeFrame';
import type { PluginDeps } from '../ports';
import type { DataQuery, DataResponse, PluginContext, QueryDataRequest, QueryDataResponse } from '../protocol/messages';
import { frameOf, type QueryDeps } from '../queries/frameOf';
import { parseQuery } from '../queries/parseQuery';
import { noDataSource } from './handlers';

/** More than any panel has; what is beyond is refused. */
const MOST_QUERIES = 64;
/** What is asked for in turn; the rest costs nothing. */
const LOADS: Partial<Record<Query['queryType'], 'archive' | 'log'>> = { history: 'archive', trend: 'archive', top: 'archive', geo: 'archive', annotations: 'archive', logs: 'log' };

type QueryDataDeps = QueryDeps & Pick<PluginDeps, 'logger' | 'inTurn'> & { admit: Admit };

/**
 * Only reads: Grafana sends queries of alert rules and of visitors to public dashboards as an Admin.
 * Each query fails for itself, and says so inside the reply.
 */
export function createQueryData({ admit, logger, inTurn, ...deps }: QueryDataDeps): (request: QueryDataRequest) => Promise<QueryDataResponse> {
  function failed(error: unknown): DataResponse {
    const { status, body } = refusalOf(error, logger);
    return { error: body.message, status, errorSource: body.error_code === 'INTERNAL' ? 'plugin' : 'downstream' };
  }

  async function answer(query: DataQuery, context: PluginContext): Promise<DataResponse> {
    try {
      const parsed = parseQuery(query);
      const ask = () => frameOf(deps, query, parsed, context);
      const load = LOADS[parsed.queryType];
      const frame = load ? await inTurn(load, principalOf(context), ask) : await ask();
      return { frames: [encodeFrame(frame)], status: 200 };
    } catch (error) {
      return failed(error);
    }
  }

  return async (request) => {
    const admission = admit(request);
    if (admission.kind === 'noDataSource') {
      throw noDataSource();
    }
    const answers = request.queries.map(async (query, index): Promise<[string, DataResponse]> => {
      if (index >= MOST_QUERIES) {
        return [query.refId, failed(invalidInput('queries', `queries: at most ${MOST_QUERIES} are answered at once.`))];
      }
      return [query.refId, admission.kind === 'refused' ? failed(admission.error) : await answer(query, admission.context)];
    });
    return { responses: Object.fromEntries(await Promise.all(answers)) };
  };
}
