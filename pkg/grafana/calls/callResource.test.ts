import { status as grpcStatus } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { Fail2banRejected } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import type { PluginDeps, ResourceRequest, ResourceResponse } from '../ports';
import { contextOf } from '../../../test/peer/grafanaClient';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';
import { CHUNK_BYTES } from './resourceMessages';

let play: Play;
afterEach(() => play.end());

function recorded(response: Partial<ResourceResponse> = {}) {
  const seen: Array<{ request: ResourceRequest; principal: Principal }> = [];
  const dispatch: PluginDeps['dispatch'] = (request, principal) => {
    seen.push({ request, principal });
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0), ...response });
  };
  return { seen, dispatch };
}

describe('CallResource', () => {
  it('hands the request on as the person Grafana vouches for, without credentials', async () => {
    const { seen, dispatch } = recorded({ status: 202, headers: { 'x-one': '1', 'x-two': ['a', 'b'], 'set-cookie': 'c', connection: 'close' } });
    play = await playGrafana({ dispatch });
    const list = (...values: string[]) => ({ values });
    const reply = await play.grafana.collect({
      path: 'operations/a b',
      url: 'operations/a%20b?jail=x&jail=y%2Fz',
      method: 'POST',
      headers: {
        'Content-Type': list('application/json'),
        Accept: list('text/html', 'application/json'),
        Cookie: list('grafana_session=s'),
        Authorization: list('Bearer b'),
        'X-Id-Token': list('t'),
        Connection: list('keep-alive, X-Hop'),
        'X-Hop': list('1'),
        'X-Forwarded-For': list('203.0.113.9'),
        'X-User': list('root'),
      },
      body: Buffer.from('{"a":1}'),
    });
    expect(seen).toEqual([
      {
        request: {
          method: 'POST',
          url: '/api/v1/operations/a%20b?jail=x&jail=y%2Fz',
          headers: { 'content-type': 'application/json', accept: 'text/html, application/json', 'x-forwarded-for': '203.0.113.9', 'x-user': 'root' },
          body: Buffer.from('{"a":1}'),
        },
        principal: { login: 'anna', role: 'Editor', orgId: 7, via: 'grafana' },
      },
    ]);
    expect(reply.code).toBe(202);
    expect(reply.headers).toEqual({ 'x-one': { values: ['1'] }, 'x-two': { values: ['a', 'b'] } });
  });

  it.each([
    [null, { login: '', role: 'None' }],
    [{ login: '', role: 'Admin' }, { login: '', role: 'Admin' }],
    [{ login: 'x', role: '' }, { login: 'x', role: 'None' }],
    [{ login: 'x', role: 'Grafana Admin' }, { login: 'x', role: 'None' }],
    [{ login: 'x', role: 'Viewer' }, { login: 'x', role: 'Viewer' }],
  ])('takes the user %j for %j', async (user, principal) => {
    const { seen, dispatch } = recorded();
    play = await playGrafana({ dispatch });
    await play.grafana.collect({ pluginContext: contextOf(user) });
    expect(seen[0]?.principal).toMatchObject(principal);
  });

  it('refuses a wrong token with an answer of the API', async () => {
    const { seen, dispatch } = recorded();
    play = await playGrafana({ dispatch });
    const reply = await play.grafana.collect({ pluginContext: contextOf(undefined, 'wrong') });
    expect(reply.code).toBe(403);
    const answer = JSON.parse(reply.body.toString()) as { details: { request_id: string } };
    expect(answer).toMatchObject({ error_code: 'SIDECAR_TOKEN_MISMATCH', message: expect.any(String), details: { request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    expect(reply.headers?.['x-request-id']).toEqual({ values: [answer.details.request_id] });
    expect(seen).toEqual([]);
    expect(play.records.filter(({ event }) => event === 'grafana_request_refused')).toEqual([
      expect.objectContaining({ level: 'info', fields: expect.objectContaining({ request_id: answer.details.request_id, error_code: 'SIDECAR_TOKEN_MISMATCH' }) }),
    ]);
  });

  it('never answers 401', async () => {
    play = await playGrafana({ dispatch: recorded({ status: 401 }).dispatch });
    expect((await play.grafana.collect({})).code).toBe(403);
  });

  it('refuses a path that climbs', async () => {
    const { seen, dispatch } = recorded();
    play = await playGrafana({ dispatch });
    const reply = await play.grafana.collect({ path: '../../healthz', url: '../../healthz' });
    expect(reply.code).toBe(400);
    expect(JSON.parse(reply.body.toString())).toMatchObject({ error_code: 'INVALID_INPUT', details: { field: 'path', request_id: expect.any(String) } });
    expect(play.records.map(({ event }) => event)).toContain('grafana_request_refused');
    expect(seen).toEqual([]);
  });

  it('says an error of a service, and of itself, inside the reply', async () => {
    play = await playGrafana({
      dispatch: ({ url }) => Promise.reject(url.endsWith('/ban') ? new Fail2banRejected('ValueError', 'no') : new Error('inside')),
    });
    expect((await play.grafana.collect({ path: 'ban', url: 'ban' })).code).toBe(400);
    const reply = await play.grafana.collect({ path: 'other', url: 'other' });
    expect(reply.code).toBe(500);
    expect(reply.body.toString()).not.toContain('inside');
  });

  it('is unimplemented without a data source', async () => {
    play = await playGrafana();
    await expect(play.grafana.collect({ pluginContext: null })).rejects.toMatchObject({ code: grpcStatus.UNIMPLEMENTED });
  });

  it('sends a large body in chunks, unchanged', async () => {
    const body = Buffer.alloc(5 * CHUNK_BYTES + 17, 'bangui');
    play = await playGrafana({ dispatch: recorded({ body }).dispatch });
    const reply = await play.grafana.collect({});
    expect(reply.chunks).toEqual([...Array.from({ length: 5 }, () => CHUNK_BYTES), 17]);
    expect(reply.body.equals(body)).toBe(true);
  });

  it('stops when the caller goes, and serves the next one', async () => {
    const body = Buffer.alloc(200 * CHUNK_BYTES);
    play = await playGrafana({ dispatch: recorded({ body }).dispatch });
    const stream = play.grafana.resourceStream({});
    const code = await new Promise<number>((resolve) => {
      stream.once('data', () => stream.cancel());
      stream.on('error', (error: { code: number }) => resolve(error.code));
    });
    expect(code).toBe(grpcStatus.CANCELLED);
    expect((await play.grafana.collect({})).body).toHaveLength(body.length);
  });
});
