import type { Admit } from '../context/admission';
import { refusalOf } from '../context/refusal';
import { encodeFrame } from '../frames/encodeFrame';
import type { PluginDeps } from '../ports';
import type { DataQuery, DataResponse, PluginContext, QueryDataRequest, QueryDataResponse } from '../protocol/messages';
import { frameOf, type QueryDeps } from '../queries/frameOf';
import { parseQuery } from '../queries/parseQuery';
import { noDataSource } from './handlers';

type QueryDataDeps = QueryDeps & Pick<PluginDeps, 'logger'> & { admit: Admit };

/**
 * Only reads: Grafana sends queries of alert rules and of visitors to public dashboards as an Admin.
 * Each query fails for itself, and says so inside the reply.
 */
export function createQueryData({ admit, logger, ...deps }: QueryDataDeps): (request: QueryDataRequest) => Promise<QueryDataResponse> {
  function failed(error: unknown): DataResponse {
    const { status, body } = refusalOf(error, logger);
    return { error: body.message, status, errorSource: body.error_code === 'INTERNAL' ? 'plugin' : 'downstream' };
  }

  async function answer(query: DataQuery, context: PluginContext): Promise<DataResponse> {
    try {
      return { frames: [encodeFrame(await frameOf(deps, query, parseQuery(query), context))], status: 200 };
    } catch (error) {
      return failed(error);
    }
  }

  return async (request) => {
    const admission = admit(request);
    if (admission.kind === 'noDataSource') {
      throw noDataSource();
    }
    const answers = request.queries.map(async (query): Promise<[string, DataResponse]> => {
      return [query.refId, admission.kind === 'refused' ? failed(admission.error) : await answer(query, admission.context)];
    });
    return { responses: Object.fromEntries(await Promise.all(answers)) };
  };
}
