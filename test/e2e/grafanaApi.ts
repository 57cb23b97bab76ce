import type { APIRequestContext, APIResponse } from '@playwright/test';
import type { QueryInput } from '../../pkg/contract/queries';
import { DATA_SOURCE_TYPE } from '../../src/constants';

/** What Grafana gives back for a query: one result for each refId. */
export interface QueryResults {
  results: Record<string, { status?: number; error?: string; frames?: Array<{ schema: { fields: Array<{ name: string }> }; data: { values: unknown[][] } }> }>;
}

/** The calls of Grafana's HTTP API that the tests make by hand. */
export function createGrafanaApi(request: APIRequestContext, uid: string) {
  return {
    request,
    get: (path: string): Promise<APIResponse> => request.get(`/api/datasources/uid/${uid}/resources${path}`),
    post: (path: string, data: unknown): Promise<APIResponse> => request.post(`/api/datasources/uid/${uid}/resources${path}`, { data }),
    health: (of = uid): Promise<APIResponse> => request.get(`/api/datasources/uid/${of}/health`),
    proxy: (path: string): Promise<APIResponse> => request.get(`/api/datasources/proxy/uid/${uid}${path}`),
    query: (query: QueryInput): Promise<APIResponse> =>
      request.post('/api/ds/query', {
        data: { from: 'now-5m', to: 'now', queries: [{ refId: 'A', datasource: { uid, type: DATA_SOURCE_TYPE }, ...query }] },
      }),
  };
}
export type GrafanaApi = ReturnType<typeof createGrafanaApi>;

/** The values of a field of the only frame. */
export async function valuesOf(response: APIResponse, field: string): Promise<unknown[]> {
  const { results } = (await response.json()) as QueryResults;
  const frame = results.A?.frames?.[0];
  const index = frame?.schema.fields.findIndex(({ name }) => name === field) ?? -1;
  return frame?.data.values[index] ?? [];
}
