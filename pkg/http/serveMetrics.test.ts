import inject from 'light-my-request';
import { describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { createDispatch } from './createDispatch';
import type { CountedRequest } from './countRequests';
import { createHttpApp } from './createHttpApp';
import { createShares } from './createShares';
import { createHttpServer } from './createHttpServer';

const TOKEN = 'token-of-prometheus';

function setUp({ isPublic = false, isReady = true } = {}) {
  const counted: CountedRequest[] = [];
  const app = createHttpApp({
    routes: [],
    tokens: [{ name: 'prometheus', role: 'Viewer', token: TOKEN }],
    corsOrigins: [],
    rateLimitPerMinute: 1,
    audit: { record: () => undefined },
    shares: createShares(),
    logger: createRecordingLogger().logger,
    isReady: () => isReady,
    metrics: { contentType: 'text/plain; version=0.0.4; charset=utf-8', text: async () => 'f2b_up 1\n', isPublic },
    onRequest: (request) => void counted.push(request),
  });
  // The app of express takes requests of its own kind.
  const get = (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    inject((request, response) => void app(request as never, response as never), { method: 'GET', url: '/metrics', headers: { host: '127.0.0.1:9441', ...headers }, remoteAddress });
  return { app, counted, get };
}

describe('GET /metrics', () => {
  it('answers who has a token, more often than the API would', async () => {
    const { app, counted } = setUp();
    const server = createHttpServer(app, { host: '127.0.0.1', port: 0 });
    const { port } = await server.start();
    const get = (headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${port}/metrics`, { headers });
    try {
      for (let scrape = 0; scrape < 3; scrape++) {
        const reply = await get({ authorization: `Bearer ${TOKEN}` });
        expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8', 'f2b_up 1\n']);
      }
      expect((await get()).status).toBe(401);
    } finally {
      await server.stop();
    }
    expect(counted.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual(['GET /metrics 200', 'GET /metrics 200', 'GET /metrics 200', 'GET /metrics 401']);
  });

  it.each([
    ['a local user', {}, '127.0.0.1', 200],
    ['a local user over IPv6', { host: '[::1]:9441' }, '::1', 200],
    ['a local user by name', { host: 'localhost:9441' }, '::ffff:127.0.0.1', 200],
    ['somebody from elsewhere', {}, '192.0.2.7', 401],
    ['a page that has led a local browser here', { host: 'rebound.example.org:9441' }, '127.0.0.1', 401],
    ['what a proxy passes on', { 'x-forwarded-for': '192.0.2.7' }, '127.0.0.1', 401],
    ['what a modern proxy passes on', { forwarded: 'for=192.0.2.7' }, '127.0.0.1', 401],
    ['what a proxy passes on that tells only of whom', { 'x-real-ip': '192.0.2.7' }, '127.0.0.1', 401],
    ['what a proxy passes on that tells only of itself', { via: '1.1 proxy' }, '127.0.0.1', 401],
  ])('without a token, when it is public: %s', async (_who, headers, from, status) => {
    expect((await setUp({ isPublic: true }).get(headers, from)).statusCode).toBe(status);
  });

  it('keeps a right token right when it is public, from wherever', async () => {
    expect((await setUp({ isPublic: true }).get({ authorization: `Bearer ${TOKEN}` }, '192.0.2.7')).statusCode).toBe(200);
  });

  it('is not there while the sidecar stops', async () => {
    expect((await setUp({ isReady: false }).get({ authorization: `Bearer ${TOKEN}` })).statusCode).toBe(503);
  });

  it('refuses who has no role in Grafana', async () => {
    const dispatch = createDispatch(setUp().app);
    const ask = (role: 'None' | 'Viewer') => dispatch({ method: 'GET', url: '/metrics', headers: {}, body: Buffer.alloc(0) }, { login: 'ada', role, orgId: 1, via: 'grafana' });
    expect((await ask('None')).status).toBe(403);
    expect((await ask('Viewer')).status).toBe(200);
  });
});
