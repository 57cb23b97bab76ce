import type { BackendSrv, BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import type { Observable } from 'rxjs';
import { from } from 'rxjs';
import type { AlertRule, StoredRule } from '../../src/alerts/alertRule';
import type { Folder, RuleState } from '../../src/api/alertRules';

export interface AlertingState {
  rules: StoredRule[];
  folders: Folder[];
  states: RuleState[];
  /** The status of every change, as of a person who may not. */
  refuse?: { status: number; message: string };
  /** Nothing can be read either. */
  refuseReads?: boolean;
  /** What was asked for, without reads. */
  changes: Array<{ method: string; url: string; headers: Record<string, unknown> }>;
}

type Answer = { status: number; data: unknown };
const RULES = '/api/v1/provisioning/alert-rules';
const ok = (data: unknown): Answer => ({ status: 200, data });

/** Grafana's alerting as far as the page uses it, answering as Grafana 12.4 was seen to; all else goes on to `sidecar`. */
export function withAlerting(sidecar: BackendSrv, state: AlertingState): BackendSrv {
  async function send(request: BackendSrvRequest): Promise<FetchResponse<unknown>> {
    const { status, data } = answer(request);
    const reply = { status, data, statusText: '', ok: status < 400, headers: new Headers(), redirected: false, type: 'basic' as const, url: request.url, config: request };
    if (!reply.ok) {
      throw reply;
    }
    return reply;
  }

  function answer(request: BackendSrvRequest): Answer {
    const { method = 'GET', url } = request;
    if (method === 'GET') {
      return state.refuseReads ? { status: 403, data: { message: 'Permissions needed: alert.rules:read' } } : read(url);
    }
    if (method === 'DELETE' && request.responseType !== 'text') {
      throw new SyntaxError('Unexpected end of JSON input');
    }
    state.changes.push({ method, url, headers: request.headers ?? {} });
    return state.refuse === undefined ? change(method, url, request.data) : { status: state.refuse.status, data: { message: state.refuse.message } };
  }

  function read(url: string): Answer {
    if (url === RULES) {
      return ok(structuredClone(state.rules));
    }
    if (url === '/api/search') {
      return ok(structuredClone(state.folders));
    }
    if (url.startsWith('/api/prometheus/')) {
      return ok({ data: { groups: [{ rules: state.states }] } });
    }
    const [, folderUID, ruleGroup = ''] = /folder\/([^/]+)\/rule-groups\/(.+)$/.exec(url) ?? [];
    const there = state.rules.some((rule) => rule.folderUID === folderUID && rule.ruleGroup === decodeURIComponent(ruleGroup));
    return there ? ok({}) : { status: 404, data: { message: 'NotFound' } };
  }

  function change(method: string, url: string, data: unknown): Answer {
    if (url === '/api/folders') {
      const folder = { uid: 'made', title: (data as Folder).title };
      state.folders.push(folder);
      return ok(folder);
    }
    if (url.includes('/rule-groups/')) {
      const group = data as { rules: StoredRule[] };
      state.rules.push(...group.rules);
      return ok(group);
    }
    if (method === 'POST') {
      state.rules.push(data as StoredRule & AlertRule);
      return { status: 201, data };
    }
    const index = state.rules.findIndex(({ uid }) => url === `${RULES}/${uid}`);
    if (index < 0) {
      return { status: method === 'DELETE' ? 500 : 404, data: '' };
    }
    const rest = (rule: unknown) => JSON.stringify({ ...(rule as StoredRule), isPaused: null });
    if (method === 'PUT' && rest(data) === rest(state.rules[index])) {
      // As of an Editor.
      return ok(state.rules[index]);
    }
    state.rules.splice(index, 1, ...(method === 'DELETE' ? [] : [data as StoredRule]));
    return ok(data);
  }

  const fetch = (request: BackendSrvRequest): Observable<FetchResponse<unknown>> =>
    /^\/api\/(v1\/provisioning|prometheus|search|folders)/.test(request.url) ? from(send(request)) : sidecar.fetch(request);
  // The pages use nothing else of it.
  return { fetch } as unknown as BackendSrv;
}
