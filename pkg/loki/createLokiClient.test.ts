import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeLokiPort } from '../../test/contracts/lokiPort.contract';
import { createLokiServer } from '../../test/fakes/createLokiServer';
import { createLokiClient } from './createLokiClient';

const ENTRY = { labels: { job: 'bangui' }, at: `${Math.floor(Date.now() / 1000)}000000001`, line: '{}' };
const NOBODY = { tenant: null, login: null };

describeLokiPort('over HTTP', async () => {
  const { url, kept, close } = await createLokiServer();
  const lines = async (test: string) => kept.filter(({ labels }) => labels.test === test).sort((a, b) => Number(a.at) - Number(b.at)).map(({ line }) => line);
  return { port: createLokiClient({ url, ...NOBODY }), lines, close };
});

describe('the client of Loki', () => {
  let server: Awaited<ReturnType<typeof createLokiServer>>;
  beforeEach(async () => {
    server = await createLokiServer();
  });
  afterEach(() => server.close());

  const push = () => createLokiClient({ url: server.url, ...NOBODY, timeoutMs: 500 }).push([ENTRY]);

  it('says who it is, and for which tenant', async () => {
    await createLokiClient({ url: `${server.url}/behind/`, tenant: 'team-a', login: { user: 'bangui', password: 'päss' } }).push([ENTRY]);
    await push();
    expect(server.seen).toMatchObject([
      { url: '/behind/loki/api/v1/push', headers: { 'x-scope-orgid': 'team-a', authorization: `Basic ${Buffer.from('bangui:päss').toString('base64')}` } },
      { url: '/loki/api/v1/push' },
    ]);
    expect(server.seen[1]?.headers).not.toHaveProperty('authorization');
    expect(server.seen[1]?.headers).not.toHaveProperty('x-scope-orgid');
  });

  it.each([
    [429, { 'retry-after': '7' }, 7000],
    [429, { 'retry-after': '999999' }, 3_600_000],
    [503, {}, null],
    [500, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, null],
    [401, {}, null],
    [403, {}, null],
    [404, {}, null],
  ])('comes back later after %i %o', async (status, headers, retryAfterMs) => {
    server.circumstances.reply = { status, headers, body: 'slow down\nplease' };
    expect(await push()).toEqual({ kind: 'later', reason: `it answered ${status}: slow down`, retryAfterMs });
  });

  it('takes the words of a proxy for no judgement of the entries', async () => {
    server.circumstances.reply = { status: 400, headers: { 'content-type': 'text/html' }, body: '<h1>The plain HTTP request was sent to HTTPS port</h1>' };
    expect(await push()).toEqual({ kind: 'later', reason: 'it answered 400', retryAfterMs: null });
  });

  it('follows no redirect', async () => {
    server.circumstances.reply = { status: 302, headers: { location: `${server.url}/elsewhere` } };
    expect(await push()).toEqual({ kind: 'later', reason: 'it redirects', retryAfterMs: null });
    expect(server.seen).toHaveLength(1);
  });

  it('waits so long and no longer', async () => {
    server.circumstances.reply = 'silence';
    expect(await push()).toEqual({ kind: 'later', reason: 'it did not answer in time', retryAfterMs: null });
  });

  it('says that nobody is there', async () => {
    await server.close();
    expect(await push()).toEqual({ kind: 'later', reason: 'ECONNREFUSED', retryAfterMs: null });
    server = await createLokiServer();
  });
});
