import type { DataFrame, DataQueryRequest, DataQueryResponse } from '@grafana/data';
import { CustomVariableSupport } from '@grafana/data';
import type { Observable } from 'rxjs';
import { map } from 'rxjs';
import type { BanguiBackend, BanguiOptions, BanguiQuery, BanguiVariableQuery } from '../types';
import { VariableEditor } from './VariableEditor';
import { kindOf, toQuery } from './variableQuery';
import { variableValues } from './variableValues';

/** Variables ask as panels do, through the query types of the sidecar. */
export class BanguiVariableSupport extends CustomVariableSupport<BanguiBackend, BanguiVariableQuery, BanguiQuery, BanguiOptions> {
  editor = VariableEditor;

  constructor(private readonly datasource: Pick<BanguiBackend, 'query'>) {
    super();
  }

  override query(request: DataQueryRequest<BanguiVariableQuery>): Observable<DataQueryResponse> {
    const [variable] = request.targets;
    const kind = kindOf(variable ?? {});
    const asked = this.datasource.query({ ...request, targets: request.targets.slice(0, 1).map(toQuery) });
    return asked.pipe(map((response) => ({ ...response, data: response.data.flatMap((frame: DataFrame) => variableValues(kind, frame)) })));
  }
}
