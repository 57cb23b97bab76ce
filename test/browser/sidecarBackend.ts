import type { BackendSrv, BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { from } from 'rxjs';
import type { TestHost } from './globalSetup';

/** What stands behind a data source: a sidecar and the token of a role, or nobody. */
export type Backend = { host: TestHost; token: string } | null;

const RESOURCE = /^\/api\/datasources\/uid\/([^/]+)\/resources(\/.*)$/;

/**
 * Grafana's place in component tests: takes resource calls to the HTTP API of a running sidecar, with a script token in place
 * of Grafana's word for the person. As Grafana does, it answers 503 for a sidecar that is away and never 401.
 */
export function sidecarBackend(backends: Record<string, Backend>): BackendSrv {
  async function send(request: BackendSrvRequest): Promise<FetchResponse<unknown>> {
    const [, uid = '', path = ''] = RESOURCE.exec(request.url) ?? [];
    const backend = backends[uid];
    const reply = backend ? await ask(backend.host.url + '/api/v1' + path + queryOf(request.params), backend.token, request) : null;
    const answer = {
      status: reply?.status === 401 ? 403 : (reply?.status ?? 503),
      statusText: reply?.statusText ?? 'Service Unavailable',
      ok: reply?.ok ?? false,
      data: reply ? await reply.json() : { message: 'Plugin unavailable', messageId: 'plugin.unavailable', statusCode: 503, traceID: '' },
      headers: reply?.headers ?? new Headers(),
      redirected: false,
      type: 'basic' as const,
      url: request.url,
      config: request,
    };
    if (!answer.ok) {
      throw answer;
    }
    return answer;
  }
  // The pages use nothing else of it.
  return { fetch: (request: BackendSrvRequest) => from(send(request)) } as unknown as BackendSrv;
}

async function ask(url: string, token: string, { method, data, headers, abortSignal }: BackendSrvRequest): Promise<Response> {
  return fetch(url, {
    method,
    headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: data === undefined ? undefined : JSON.stringify(data),
    signal: abortSignal,
  });
}

function queryOf(params: Record<string, unknown> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    [value].flat().forEach((one) => query.append(name, String(one)));
  }
  return query.size > 0 ? `?${query.toString()}` : '';
}
