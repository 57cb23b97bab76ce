import { once } from 'node:events';
import type { ServiceError } from '@grpc/grpc-js';
import { status as grpcStatus } from '@grpc/grpc-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { countedDownload } from '../../../test/peer/countedDownload';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';
import { readSlowly } from '../../../test/peer/readSlowly';
import { createDispatch } from '../../http/createDispatch';
import type { CallResourceResponse } from '../protocol/messages';
import { CHUNK_BYTES } from './resourceMessages';

const MB = 1024 * 1024;
/** A part that is written, one that is gathered, one chunk of the source, and what the connection takes. */
const AHEAD_BYTES = 1 * MB;
const FILE = { path: 'file', url: 'file' };

let play: Play;
afterEach(() => play.end());

async function playFile(plan: Parameters<typeof countedDownload>[0]) {
  const download = countedDownload(plan);
  play = await playGrafana({ dispatch: createDispatch(download.app) });
  return download;
}

describe('a download through Grafana', () => {
  it('begins with a head, and goes on in full messages', async () => {
    const { total } = await playFile({ chunk: 'a line of a hundred letters\n', chunks: 40_000 });
    const { code, headers, body, chunks } = await play.grafana.collect(FILE);
    expect(code).toBe(200);
    expect(headers).toMatchObject({ 'content-disposition': { values: ['attachment; filename=file.txt'] }, 'content-type': { values: ['text/plain; charset=utf-8'] } });
    expect(body).toHaveLength(total);
    expect(body.equals(Buffer.from('a line of a hundred letters\n'.repeat(40_000)))).toBe(true);
    expect(chunks).toEqual([0, ...Array.from({ length: Math.floor(total / CHUNK_BYTES) }, () => CHUNK_BYTES), total % CHUNK_BYTES]);
  });

  it('of 200 MB is produced no faster than Grafana takes it', async () => {
    const { total, count } = await playFile({ chunk: Buffer.alloc(MB / 16), chunks: 200 * 16 });
    const { stream, end } = readSlowly(play.socket, 'file');
    let read = 0;
    let ahead = 0;
    for await (const bytes of stream) {
      ahead = Math.max(ahead, count.bytes - read);
      read += (bytes as Buffer).length;
      // A reader that is slower than the source.
      await new Promise((resolve) => setImmediate(resolve));
    }
    end();
    expect(read).toBeGreaterThan(total);
    expect(count).toEqual({ bytes: total, closed: 1 });
    expect(ahead).toBeLessThan(AHEAD_BYTES);
  }, 60_000);

  it('ends at its source when Grafana cancels', async () => {
    const { count, total, records } = await playFile({ chunk: Buffer.alloc(MB / 16), chunks: 200 * 16 });
    const stream = play.grafana.resourceStream(FILE);
    const code = await new Promise<number>((resolve) => {
      stream.on('data', ({ body }: CallResourceResponse) => body.length > 0 && stream.cancel());
      stream.on('error', (error: { code: number }) => resolve(error.code));
    });
    expect(code).toBe(grpcStatus.CANCELLED);
    await vi.waitFor(() => expect(count.closed).toBe(1));
    expect(count.bytes).toBeLessThan(total);
    await vi.waitFor(() => expect(records).toMatchObject([{ event: 'request_complete', fields: { aborted: true } }]));
    expect(play.records.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('ends with the next chunk of a source that is slow', async () => {
    let letGo = () => {};
    const until = new Promise<void>((resolve) => (letGo = resolve));
    const { count, records } = await playFile({ chunk: Buffer.alloc(MB / 16), chunks: 100, waits: { at: 6, until } });
    const stream = play.grafana.resourceStream(FILE).on('error', () => undefined);
    stream.on('data', ({ body }: CallResourceResponse) => body.length > 0 && stream.cancel());
    await vi.waitFor(() => expect(records).toMatchObject([{ event: 'request_complete', fields: { aborted: true } }]));
    expect(count).toEqual({ bytes: 6 * (MB / 16), closed: 0 });
    letGo();
    await vi.waitFor(() => expect(count).toEqual({ bytes: 7 * (MB / 16), closed: 1 }));
  });

  it('also ends while nobody reads', async () => {
    const { count } = await playFile({ chunk: Buffer.alloc(MB / 16), chunks: 200 * 16 });
    const { stream, cancel, end } = readSlowly(play.socket, 'file');
    await once(stream, 'readable');
    cancel();
    await vi.waitFor(() => expect(count.closed).toBe(1));
    end();
    expect(count.bytes).toBeLessThan(AHEAD_BYTES);
  });

  it('that fails in the middle ends with an error, never like a whole one', async () => {
    const { records } = await playFile({ chunk: Buffer.alloc(MB), chunks: 10, failsAt: 5 });
    const error: ServiceError = await play.grafana.collect(FILE).then(() => expect.fail('whole'), (reason) => reason);
    expect(error).toMatchObject({ code: grpcStatus.INTERNAL, details: expect.stringContaining(String(records.at(-1)?.fields.request_id)) });
    expect(records.map(({ event }) => event)).toEqual(['request_failed', 'answer_broken_off', 'request_complete']);
  });

  it('that fails before its first part is an answer of the API', async () => {
    await playFile({ chunk: 'x', chunks: 10, failsAt: 5 });
    const { code, headers, body } = await play.grafana.collect(FILE);
    expect([code, headers?.['content-disposition']]).toEqual([500, undefined]);
    expect(JSON.parse(body.toString())).toMatchObject({ error_code: 'INTERNAL' });
  });
});
