import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeGeoProviderPort } from '../../test/contracts/geoProviderPort.contract';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { createHttpGeoProvider } from './createHttpGeoProvider';

const VIENNA = { status: 'success', countryCode: 'AT', city: 'Vienna', org: 'Example Networks', as: 'AS64496 Example' };
const FAIL = { status: 'fail', message: 'reserved range' };

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

async function startServer(initial: Answer) {
  const seen: string[] = [];
  const state = { answer: initial };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push(`${request.method} ${request.url} ${body}`.trim());
      state.answer(request, response, body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    state,
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const one: Answer = (request, response) => void response.end(JSON.stringify(request.url?.startsWith('/192.0.2.1') ? VIENNA : FAIL));
const list: Answer = (_request, response, body) => {
  const addresses = JSON.parse(body) as string[];
  response.end(JSON.stringify(addresses.map((query) => ({ query, ...(query === '192.0.2.1' ? VIENNA : FAIL) }))));
};
const saying = (status: number, body = '', headers: Record<string, string> = {}): Answer => (_request, response) => void response.writeHead(status, headers).end(body);

async function setUp(answer: Answer, path: string, { perMinute = 100, timeoutMs = 5000 } = {}) {
  const server = await startServer(answer);
  const clock = createFakeClock();
  const log = createRecordingLogger();
  const provider = createHttpGeoProvider({ url: server.url + path, requestsPerMinute: perMinute, clock, logger: log.logger, timeoutMs });
  return { server, clock, provider, log };
}

for (const [name, path, answer] of [['a request for each', '/{ip}?key=secret', one], ['a list', '/batch', list]] as const) {
  describeGeoProviderPort(`HTTP, ${name}`, async () => {
    const { server, provider } = await setUp(answer, path);
    return { provider, fail: () => (server.state.answer = saying(500)), close: server.close };
  });
}

describe('the HTTP provider', () => {
  let close: () => Promise<void> = async () => {};
  const started = async (...args: Parameters<typeof setUp>) => {
    const made = await setUp(...args);
    ({ close } = made.server);
    return made;
  };
  beforeEach(() => {
    close = async () => {};
  });
  afterEach(() => close());

  it('puts one address into the URL', async () => {
    const { provider, server } = await started(one, '/{ip}/json?also={ip}');
    await provider.ask(['192.0.2.1', '2001:db8::1']);
    expect(server.seen).toEqual(['GET /192.0.2.1/json?also=192.0.2.1', 'GET /2001%3Adb8%3A%3A1/json?also=2001%3Adb8%3A%3A1']);
  });

  it('sends a hundred addresses at once', async () => {
    const { provider, server } = await started(list, '/batch');
    const many = Array.from({ length: 150 }, (_, index) => `192.0.2.${index}`);
    expect((await provider.ask(many)).size).toBe(150);
    expect(server.seen).toEqual([`POST /batch ${JSON.stringify(many.slice(0, 100))}`, `POST /batch ${JSON.stringify(many.slice(100))}`]);
  });

  it('goes by the address that an answer names, else by the order', async () => {
    const { provider, server } = await started(saying(200, JSON.stringify([{ ip: '192.0.2.2', country_code: 'CH' }, { ip: '192.0.2.1', country_code: 'AT' }, { ip: '203.0.113.1', country_code: 'US' }])), '/');
    const countries = async (addresses: string[]) => [...(await provider.ask(addresses))].map(([address, place]) => [address, place?.country]).sort();
    expect(await countries(['192.0.2.1', '192.0.2.2', '192.0.2.3'])).toEqual([['192.0.2.1', 'AT'], ['192.0.2.2', 'CH']]);
    server.state.answer = saying(200, JSON.stringify([{ country_code: 'CH' }, { country_code: 'AT' }]));
    expect(await countries(['192.0.2.1', '192.0.2.2'])).toEqual([['192.0.2.1', 'CH'], ['192.0.2.2', 'AT']]);
  });

  it('asks no more often than it may, and again a minute later', async () => {
    const { provider, server, clock } = await started(one, '/{ip}', { perMinute: 2 });
    expect([...(await provider.ask(['192.0.2.1', '192.0.2.2', '192.0.2.3'])).keys()]).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(await provider.ask(['192.0.2.3'])).toEqual(new Map());
    await clock.advance(60_000);
    expect([...(await provider.ask(['192.0.2.3'])).keys()]).toEqual(['192.0.2.3']);
    expect(server.seen).toHaveLength(3);
  });

  it('waits as long as it is told, and says once that it fails and that it is back', async () => {
    const { provider, server, clock, log } = await started(saying(429, '', { 'retry-after': '300' }), '/{ip}?key=secret');
    await provider.ask(['192.0.2.1', '192.0.2.2']);
    await clock.advance(299_000);
    await provider.ask(['192.0.2.1']);
    expect(server.seen).toHaveLength(1);
    await clock.advance(1_000);
    await provider.ask(['192.0.2.1']);
    expect(server.seen).toHaveLength(2);
    server.state.answer = one;
    await clock.advance(300_000);
    expect((await provider.ask(['192.0.2.1'])).size).toBe(1);
    expect(log.records).toEqual([
      { level: 'warn', event: 'geo_provider_failed', fields: { reason: 'it answered 429' } },
      { level: 'info', event: 'geo_provider_restored', fields: {} },
    ]);
  });

  it.each<[string, string, Answer, string]>([
    ['no JSON', '/{ip}', saying(200, '<html>'), 'the answer is no JSON'],
    ['no list', '/', saying(200, '{}'), 'the answer is no list with an entry for each address'],
    ['a short list', '/', saying(200, '[]'), 'the answer is no list with an entry for each address'],
    ['a huge answer', '/{ip}', saying(200, `"${'x'.repeat(2 ** 21)}"`), 'the answer is larger than 1 MiB'],
    ['a redirect', '/{ip}', saying(302, '', { location: 'http://127.0.0.1:1/' }), 'it redirects'],
    ['a broken connection', '/{ip}', (request) => void request.socket.destroy(), 'UND_ERR_SOCKET'],
    ['no answer', '/{ip}', () => {}, 'it did not answer in time'],
  ])('takes %s for a failure', async (_, path, answer, reason) => {
    const { provider, log } = await started(answer, path, { timeoutMs: reason.endsWith('in time') ? 50 : 5000 });
    expect(await provider.ask(['192.0.2.1'])).toEqual(new Map());
    expect(log.records).toEqual([{ level: 'warn', event: 'geo_provider_failed', fields: { reason } }]);
  });

  it('takes 404 for an address that is not known', async () => {
    const { provider, log } = await started(saying(404), '/{ip}');
    expect(await provider.ask(['192.0.2.1'])).toEqual(new Map([['192.0.2.1', null]]));
    expect(log.records).toEqual([]);
  });

  it('gives up at once when it is closed, without a word', async () => {
    const { provider, server, log } = await started(() => {}, '/{ip}');
    const asked = provider.ask(['192.0.2.1']);
    await expect.poll(() => server.seen.length).toBe(1);
    provider.close();
    expect(await asked).toEqual(new Map());
    expect(log.records).toEqual([]);
  });
});
