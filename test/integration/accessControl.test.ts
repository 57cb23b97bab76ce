import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_STATUS } from '../../pkg/contract/errors';
import type { ErrorCode } from '../../pkg/contract/errors';
import { ACTION_ROLE, hasRole, may, ROLES } from '../../pkg/contract/roles';
import type { Role } from '../../pkg/contract/roles';
import type { Route } from '../../pkg/http/defineRoute';
import { allRoutes } from '../../pkg/http/routes/allRoutes';
import type { RouteDeps } from '../../pkg/http/routes/allRoutes';
import { contextOf, createGrafanaClient } from '../peer/grafanaClient';
import type { GrafanaClient } from '../peer/grafanaClient';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { GRAFANA_TOKEN, startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

/** The table alone: nobody of it is called here, so it needs no services. */
const routes = allRoutes({} as RouteDeps);

const PEOPLE: Array<{ who: string; user: { login: string; role: string } | null; role: Role; signedIn: boolean }> = [
  { who: 'no user', user: null, role: 'None', signedIn: false },
  { who: 'an empty login', user: { login: '', role: 'Admin' }, role: 'Admin', signedIn: false },
  { who: 'an unknown role', user: { login: 'odd', role: 'Owner' }, role: 'None', signedIn: true },
  ...ROLES.map((role) => ({ who: `role ${role}`, user: { login: 'anna', role }, role, signedIn: true })),
];

const DOCUMENT = { format: 'bangui-jail', version: 1, exportedAt: 0, fail2ban: null, jail: { name: 'guest', options: { filter: ['sshd'] }, leftOut: [] }, filter: null };

/** Requests that would change something if they were let through: to an address that is not banned, in a jail that exists. */
const BODY: Record<string, unknown> = {
  '/ban': { addresses: ['198.51.100.9'], jails: ['sshd'] },
  '/unban': { addresses: ['198.51.100.9'] },
  '/jails/:jail/idle': { on: false },
  '/lab/run': { filter: { saved: 'sshd' }, source: { log: 'sshd' } },
  '/config/changes/preview': { change: { kind: 'set_options', jail: 'sshd', options: { maxretry: '9' } } },
  '/config/changes': { change: { kind: 'create_jail', jail: 'of-anna', options: { maxretry: '9' } }, expected: null },
  '/config/import/preview': { document: DOCUMENT },
  '/config/import': { document: DOCUMENT, expected: [{ path: 'jail.d/zz-bangui-guest.local', expected: null }] },
  '/config/revisions/:id/restore': { expected: null },
  '/config/revisions/:id/restore/preview': {},
  '/config/global': { maxMatches: 10 },
  '/jails/:jail/parameters': { maxRetry: 5 },
};
/** What an Admin is told on a host on which there is nothing to be done, or that does not say how. */
const IDLE: Record<string, ErrorCode> = { '/config/restart': 'SURROUNDINGS_MISMATCH', '/config/recovery/rollback': 'NO_PENDING_RECOVERY', '/config/recovery/dismiss': 'NO_PENDING_RECOVERY' };
/** What a route cannot do without. */
const QUERY: Record<string, string> = { '/history/export': '?format=jsonl', '/jails/:jail/log-lines': '?file=/var/log/auth.log', '/config/files/text': '?path=jail.conf' };
/** Nothing has this name: who is let through is told so. */
const NOBODY: Record<string, { value: string; code: ErrorCode }> = {
  ':id': { value: '00000000-0000-4000-8000-000000000000', code: 'NOT_FOUND' },
  '/history/:id': { value: '999999', code: 'NOT_FOUND' },
  '/config/revisions/:id': { value: '999999', code: 'NOT_FOUND' },
  ':jail': { value: 'nosuch', code: 'JAIL_NOT_FOUND' },
  '/lab/filters/:name': { value: 'no.such', code: 'INVALID_INPUT' },
  ':job': { value: 'nosuch', code: 'NOT_FOUND' },
  ':name': { value: 'nosuch', code: 'NOT_FOUND' },
  ':ip': { value: 'nosuch', code: 'INVALID_INPUT' },
};
const nobodyOf = (route: string, name: string) => NOBODY[route.slice(0, route.indexOf(name) + name.length)] ?? NOBODY[name];

describe('every route, through Grafana', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;
  let grafana: GrafanaClient;

  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban();
    sidecar = await startTestSidecar(fail2ban.socketPath, {
      BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand,
      BANGUI_FAIL2BAN_REGEX: fail2ban.regexCommand,
      BANGUI_FAIL2BAN_CONFIG_DIR: fail2ban.configDir,
      BANGUI_LOG_PREVIEW_DIRS: fail2ban.dir,
    });
    grafana = createGrafanaClient(`unix:${sidecar.pluginSocket}`);
  });
  afterAll(async () => {
    grafana.close();
    await sidecar.stop();
    await fail2ban.dispose();
  });

  const call = (route: Route, user: { login: string; role: string } | null, token = GRAFANA_TOKEN) => {
    const path = route.path.slice(1).replace(/:\w+/g, (name) => nobodyOf(route.path, name)?.value ?? name);
    const query = QUERY[route.path] ?? '';
    return grafana.collect({
      pluginContext: contextOf(user, token),
      path,
      url: path + query,
      method: route.method.toUpperCase(),
      headers: { 'Content-Type': { values: ['application/json'] } },
      body: Buffer.from(route.method === 'get' ? '' : JSON.stringify(BODY[route.path] ?? {})),
    });
  };
  const cases = routes.flatMap((route) => PEOPLE.map((person) => ({ name: `${route.method} ${route.path} by ${person.who}`, route, person })));

  it.each(cases)('$name', async ({ route, person }) => {
    const changes = route.method !== 'get';
    const allowed = may(person.role, route.role) && (person.signedIn || !changes);
    const { code, headers, body } = await call(route, person.user);
    expect(code).not.toBe(401);
    if (allowed && 'open' in route) {
      expect([code, headers?.['content-disposition']?.values[0], headers?.['content-type']?.values[0]]).toEqual([
        200,
        expect.stringMatching(/^attachment; filename=bangui-history-/),
        expect.toSatisfy((type) => route.contentTypes.includes(type)),
      ]);
    } else if (allowed && 'response' in route) {
      const answer: unknown = JSON.parse(body.toString());
      const refusal = IDLE[route.path] ?? nobodyOf(route.path, /:\w+/.exec(route.path)?.[0] ?? '')?.code;
      if (refusal) {
        expect([code, answer]).toEqual([ERROR_STATUS[refusal], expect.objectContaining({ error_code: refusal })]);
      } else {
        expect(code).toBe(200);
        expect(route.response.parse(answer)).toEqual(answer);
      }
    } else {
      expect(code).toBe(403);
      expect(JSON.parse(body.toString())).toMatchObject({ error_code: 'FORBIDDEN', details: { needed: ACTION_ROLE[route.role] } });
    }
  });

  it.each(routes.map((route) => ({ name: `${route.method} ${route.path}`, route })))('$name with a wrong token is 403, never 401', async ({ route }) => {
    const { code, body } = await call(route, { login: 'anna', role: 'Admin' }, 'not-the-token-of-grafana');
    expect(code).toBe(403);
    expect(JSON.parse(body.toString())).toMatchObject({ error_code: 'SIDECAR_TOKEN_MISMATCH' });
  });

  it('asks for more than reading and for a record wherever something changes', () => {
    for (const route of routes) {
      expect([route.path, route.method !== 'get']).toEqual([route.path, route.audit !== null]);
      expect([route.path, route.method === 'get' || hasRole(ACTION_ROLE[route.role], 'Editor')]).toEqual([route.path, true]);
    }
  });

  it('takes no person and no role from a header', async () => {
    const { code } = await grafana.collect({
      pluginContext: contextOf({ login: 'vera', role: 'Viewer' }, GRAFANA_TOKEN),
      path: 'ban',
      url: 'ban',
      method: 'POST',
      headers: {
        'Content-Type': { values: ['application/json'] },
        'X-Grafana-User': { values: ['admin'] },
        'X-Grafana-Role': { values: ['Admin'] },
        Authorization: { values: ['Bearer admin-token-for-tests'] },
      },
      body: Buffer.from(JSON.stringify(BODY['/ban'])),
    });
    expect(code).toBe(403);
  });

  it('leaves a row in the archive for each that was let through, and for each that was refused', async () => {
    const rows = await waitFor('the audit rows', () => {
      const archive = new Database(`${sidecar.stateDir}/archive.sqlite`, { readonly: true });
      try {
        const all = archive.prepare('SELECT action, result, actor, role, host, org, request FROM audit').all() as Array<Record<string, unknown>>;
        return all.length >= routes.filter(({ audit }) => audit !== null).length * 2 ? all : null;
      } finally {
        archive.close();
      }
    });
    for (const { path, audit, ...route } of routes.filter((route) => route.audit !== null)) {
      const own = rows.filter(({ action }) => action === audit);
      expect([path, own.filter(({ role }) => role === 'Viewer').map(({ result }) => result)]).toEqual([path, expect.arrayContaining(['refused'])]);
      const asked = own.find(({ role, actor }) => role === 'Admin' && actor === 'anna');
      expect([path, asked]).toEqual([path, expect.objectContaining({ host: expect.any(String), org: 7, request: expect.any(String) })]);
      const named = Object.fromEntries((path.match(/:\w+/g) ?? []).map((name) => [name.slice(1), nobodyOf(path, name)?.value]));
      for (const { result, request } of own) {
        expect([path, result, JSON.parse(String(request))]).toEqual([path, result, expect.objectContaining({ ...named, ...('auditsLists' in route && route.auditsLists === false ? {} : Object(BODY[path])) })]);
      }
    }
  });
});

describe('over HTTP', () => {
  let fail2ban: PrivateFail2ban;
  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban();
  });
  afterAll(() => fail2ban.dispose());

  async function withSidecar(env: NodeJS.ProcessEnv, check: (sidecar: TestSidecar) => Promise<void>): Promise<void> {
    const sidecar = await startTestSidecar(fail2ban.socketPath, env);
    try {
      await check(sidecar);
    } finally {
      await sidecar.stop();
    }
  }

  it('a missing or wrong script token is 401, and Grafana\'s token opens nothing', async () => {
    await withSidecar({}, async ({ url }) => {
      for (const authorization of ['', 'Bearer wrong', 'Basic YWRtaW46YWRtaW4=', `Bearer ${GRAFANA_TOKEN}`]) {
        const reply = await fetch(`${url}/api/v1/status`, { headers: { authorization } });
        expect(reply.status).toBe(401);
        expect(await reply.json()).toMatchObject({ error_code: 'UNAUTHENTICATED', details: { request_id: reply.headers.get('x-request-id') } });
      }
    });
  });

  it('keeps a request id that it is given, and refuses to repeat a forged one', async () => {
    await withSidecar({}, async (sidecar) => {
      expect((await sidecar.call('GET', '/status', { headers: { 'x-request-id': 'from-the-proxy-1' } })).headers.get('x-request-id')).toBe('from-the-proxy-1');
      const forged = await sidecar.call('GET', '/nosuch', { headers: { 'x-request-id': '{"event":"forged"}' } });
      expect(forged.status).toBe(404);
      expect(forged.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(forged.body.details.request_id).toBe(forged.headers.get('x-request-id'));
    });
  });

  it('answers bad input with the name of the field', async () => {
    await withSidecar({}, async (sidecar) => {
      for (const [body, field] of [
        [{ addresses: [], jails: ['sshd'] }, 'addresses'],
        [{ addresses: ['192.0.2.7'] }, 'jails'],
        [{ addresses: ['192.0.2.7'], jails: ['sshd'], force: true }, 'force'],
        [{ addresses: [7], jails: ['sshd'] }, 'addresses.0'],
      ] as const) {
        expect(await sidecar.call('POST', '/ban', { body })).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT', details: { field } } });
      }
      const broken = await fetch(`${sidecar.url}/api/v1/ban`, {
        method: 'POST',
        headers: { authorization: 'Bearer admin-token-for-tests', 'content-type': 'application/json' },
        body: '{"addresses": [',
      });
      expect([broken.status, ((await broken.json()) as { error_code: string }).error_code]).toEqual([400, 'INVALID_INPUT']);
      expect((await sidecar.call('GET', '/bans?pageSize=0')).body.details.field).toBe('pageSize');
      expect((await sidecar.call('GET', '/bans?search=no-address')).body.details.field).toBe('search');
      expect((await sidecar.call('POST', '/ban', { body: { addresses: ['192.0.2.7'] } })).body.message).toBe('jails is missing');
    });
  });

  it('refuses a parameter it does not know, instead of answering without it', async () => {
    await withSidecar({}, async (sidecar) => {
      for (const [method, asked, field] of [['GET', '/bans?jails=sshd', 'jails'], ['GET', '/jails?jail=sshd', 'jail'], ['POST', '/unban?dryRun=1', 'dryRun']] as const) {
        const body = method === 'POST' ? BODY['/unban'] : undefined;
        const reply = await sidecar.call(method, asked, { body });
        expect(reply).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT', message: `${field} is unknown here`, details: { field } } });
      }
      expect((await sidecar.call('GET', '/bans?jail=sshd&page=1')).status).toBe(200);
    });
  });

  it('says which methods a known path takes', async () => {
    await withSidecar({}, async (sidecar) => {
      for (const [method, path, allow] of [['PUT', '/ban', 'POST'], ['GET', '/unban', 'POST'], ['DELETE', '/bans', 'GET, HEAD'], ['POST', '/operations/1', 'GET, HEAD']] as const) {
        const reply = await sidecar.call(method, path);
        expect(reply).toMatchObject({ status: 405, body: { error_code: 'METHOD_NOT_ALLOWED', details: { allowed: allow.split(', ') } } });
        expect(reply.headers.get('allow')).toBe(allow);
      }
      expect((await sidecar.call('PUT', '/nosuch')).status).toBe(404);
    });
  });

  it('leaves one audit record of what a known person was refused before its route, and none of a stranger', async () => {
    await withSidecar({ BANGUI_RATE_LIMIT_PER_MINUTE: '20' }, async (sidecar) => {
      const audit = () => sidecar.records().filter(({ event }) => event === 'audit');
      const send = (token: string, body: string) =>
        fetch(`${sidecar.url}/api/v1/ban`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body });
      await send('wrong', '{"addresses": [');
      expect(audit()).toEqual([]);
      await send('editor-token-for-tests', '{"addresses": [');
      await send('editor-token-for-tests', JSON.stringify({ addresses: ['x'.repeat(2_000_000)] }));
      await send('editor-token-for-tests', '{}');
      const editor = { action: 'ban', result: 'refused', actor: 'token:editor', error_code: 'INVALID_INPUT', request_id: expect.any(String) };
      expect(audit()).toMatchObject([editor, editor, { ...editor, message: 'addresses is missing' }]);

      let limited = 0;
      for (let i = 0; i < 25; i++) {
        limited += (await sidecar.call('GET', '/me', { role: 'Viewer' })).status === 429 ? 1 : 0;
      }
      expect(limited).toBeGreaterThan(0);
      expect((await sidecar.call('POST', '/unban', { role: 'Viewer', body: BODY['/unban'] })).status).toBe(429);
      expect(audit().slice(3)).toMatchObject([{ action: 'unban', result: 'refused', actor: 'token:viewer', error_code: 'RATE_LIMITED' }]);
    });
  });

  it('limits each caller for himself, and says when to come back', async () => {
    await withSidecar({ BANGUI_RATE_LIMIT_PER_MINUTE: '50' }, async (sidecar) => {
      const replies = [];
      for (let i = 0; i < 60; i++) {
        replies.push(await sidecar.call('GET', '/me', { role: 'Viewer' }));
      }
      const limited = replies.find(({ status }) => status === 429);
      expect(limited?.body.error_code).toBe('RATE_LIMITED');
      expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await sidecar.call('GET', '/me', { role: 'Editor' })).status).toBe(200);
    });
  });

  it('limits wrong tokens, without shutting out those who have a right one', async () => {
    await withSidecar({}, async (sidecar) => {
      const statuses = [];
      for (let i = 0; i < 70; i++) {
        statuses.push((await fetch(`${sidecar.url}/api/v1/me`, { headers: { authorization: `Bearer guess-${i}` } })).status);
      }
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      expect((await sidecar.call('GET', '/me', { role: 'Viewer' })).status).toBe(200);
      expect((await fetch(`${sidecar.url}/healthz`)).status).toBe(200);
    });
  });

  it('lets a listed origin pass and gives others no header', async () => {
    await withSidecar({ BANGUI_CORS_ORIGINS: 'https://one.example' }, async (sidecar) => {
      const allowed = async (origin: string) => (await sidecar.call('GET', '/me', { headers: { origin } })).headers.get('access-control-allow-origin');
      expect(await allowed('https://one.example')).toBe('https://one.example');
      expect(await allowed('https://two.example')).toBeNull();
      const foreign = await sidecar.call('GET', '/me', { headers: { origin: 'https://two.example' } });
      expect([...foreign.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    });
    await withSidecar({}, async (sidecar) => {
      expect((await sidecar.call('GET', '/me', { headers: { origin: 'https://one.example' } })).headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  it('tells health without a token', async () => {
    await withSidecar({}, async ({ url }) => {
      expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
      expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true });
    });
  });
});
