import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get, request } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { countedDownload, DOWNLOAD_TOKEN } from '../../test/peer/countedDownload';
import { createHttpServer } from './createHttpServer';
import type { HttpServer } from './createHttpServer';

const MB = 1024 * 1024;
/** What the system takes for a reader that does not read: two socket buffers, which grow to some MB each. */
const SOCKETS_BYTES = 24 * MB;

let server: HttpServer | null = null;
afterEach(async () => {
  vi.useRealTimers();
  await server?.stop();
  server = null;
});

async function serve(plan: Parameters<typeof countedDownload>[0]) {
  const download = countedDownload(plan);
  server = createHttpServer(download.app, { host: '127.0.0.1', port: 0 });
  const { port } = await server.start();
  const options = { host: '127.0.0.1', port, path: '/api/v1/file', headers: { authorization: `Bearer ${DOWNLOAD_TOKEN}` }, agent: false };
  const open = async (): Promise<IncomingMessage> => {
    const [response] = (await once(get(options), 'response')) as [IncomingMessage];
    return response;
  };
  return { ...download, options, open };
}

async function bytesOf(response: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
  }
  return bytes;
}

describe('a download over HTTP', () => {
  it('is a file with a name, whole and unchanged', async () => {
    const { open, total, count } = await serve({ chunk: 'ä line\n', chunks: 100_000, filename: 'a "ban" list\r\nX: é.csv' });
    const response = await open();
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''[\w%.-]+$/);
    expect(await bytesOf(response)).toBe(total);
    expect(count.closed).toBe(1);
  });

  it('is produced no faster than it is read', async () => {
    const { open, total, count } = await serve({ chunk: Buffer.alloc(MB / 16), chunks: 200 * 16 });
    const response = await open();
    let read = 0;
    let ahead = 0;
    for await (const chunk of response) {
      read += (chunk as Buffer).length;
      ahead = Math.max(ahead, count.bytes - read);
    }
    expect(read).toBe(total);
    expect(ahead).toBeLessThan(SOCKETS_BYTES);
  }, 30_000);

  it('stands still while nobody reads, and closes its source when the reader goes', async () => {
    const { open, total, count, records } = await serve({ chunk: Buffer.alloc(MB / 16), chunks: 200 * 16 });
    const response = await open();
    await once(response, 'readable');
    response.destroy();
    await vi.waitFor(() => expect(count.closed).toBe(1));
    expect(count.bytes).toBeLessThan(SOCKETS_BYTES);
    expect(count.bytes).toBeLessThan(total);
    await vi.waitFor(() => expect(records).toMatchObject([{ event: 'request_complete', fields: { status: 200, aborted: true } }]));
  });

  it('answers a failure before the first part like any error', async () => {
    const { open, events } = await serve({ chunk: 'x', chunks: 10, failsAt: 5 });
    const response = await open();
    expect([response.statusCode, response.headers['content-disposition'], response.headers['content-type']]).toEqual([500, undefined, 'application/json; charset=utf-8']);
    response.resume();
    await once(response, 'end');
    await vi.waitFor(() => expect(events()).toEqual(['request_failed', 'request_complete']));
  });

  it('breaks off when its source fails in the middle', async () => {
    const { open, records } = await serve({ chunk: Buffer.alloc(MB), chunks: 10, failsAt: 5 });
    const response = await open();
    expect(response.statusCode).toBe(200);
    await expect(bytesOf(response)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await vi.waitFor(() => expect(records.map(({ level, event }) => `${level} ${event}`)).toEqual(['error request_failed', 'warn answer_broken_off', 'info request_complete']));
  });

  it('is cut off when nothing is taken of it for a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { open, total, count, records } = await serve({ chunk: Buffer.alloc(MB / 16), chunks: 200 * 16 });
    const response = await open();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    let ahead = -1;
    // What the system takes for the reader may let it go on for a while.
    await vi.waitFor(() => {
      const before = ahead;
      ahead = count.bytes;
      expect(before).toBe(ahead);
    });
    vi.advanceTimersByTime(59_000);
    expect(count.closed).toBe(0);
    vi.advanceTimersByTime(1000);
    await vi.waitFor(() => expect(count.closed).toBe(1));
    expect(count.bytes).toBeLessThan(total);
    await expect(bytesOf(response)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await vi.waitFor(() => expect(records.map(({ level, event }) => `${level} ${event}`)).toEqual(['warn download_cut_off', 'info request_complete']));
  }, 30_000);

  it('is one of two for each person, until one of them has ended', async () => {
    const { open, count } = await serve({ chunk: Buffer.alloc(MB / 16), chunks: 200 * 16 });
    const [first, second, third] = [await open(), await open(), await open()];
    expect([first.statusCode, second.statusCode, third.statusCode]).toEqual([200, 200, 429]);
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    third.resume();
    first.destroy();
    await vi.waitFor(() => expect(count.closed).toBe(1));
    const fourth = await open();
    expect(fourth.statusCode).toBe(200);
    second.destroy();
    fourth.destroy();
    await vi.waitFor(() => expect(count.closed).toBe(3));
  }, 30_000);

  it('is not made for HEAD, nor for who may not read', async () => {
    const { options, count, total } = await serve({ chunk: Buffer.alloc(MB), chunks: 10 });
    const [head] = (await once(request({ ...options, method: 'HEAD' }).end(), 'response')) as [IncomingMessage];
    expect([head.statusCode, head.headers['content-disposition'], await bytesOf(head)]).toEqual([200, 'attachment; filename=file.txt', 0]);
    expect(count.bytes).toBeLessThan(total);
    await vi.waitFor(() => expect(count.closed).toBe(1));
    const [stranger] = (await once(get({ ...options, headers: {} }), 'response')) as [IncomingMessage];
    expect(stranger.statusCode).toBe(401);
    stranger.resume();
  });
});
