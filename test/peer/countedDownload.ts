import { defineDownload } from '../../pkg/http/defineDownload';
import { createHttpApp } from '../../pkg/http/createHttpApp';
import { createShares } from '../../pkg/http/createShares';
import { createRecordingLogger } from '../fakes/createRecordingLogger';

export const DOWNLOAD_TOKEN = 'token-of-a-script';

interface DownloadPlan {
  chunk: string | Buffer;
  chunks: number;
  /** Throws instead of giving this chunk, counted from 0. */
  failsAt?: number;
  filename?: string;
  /** Waits before this chunk until it is let go. */
  waits?: { at: number; until: Promise<void> };
}

/** The app with one route, `/file`, that counts what it was made to produce and how often it was closed. */
export function countedDownload({ chunk, chunks, failsAt, waits, filename = 'file.txt' }: DownloadPlan) {
  const count = { bytes: 0, closed: 0 };
  async function* produce() {
    try {
      for (let i = 0; i < chunks; i++) {
        if (i === failsAt) {
          throw new Error('the source failed');
        }
        if (i === waits?.at) {
          await waits.until;
        }
        count.bytes += Buffer.byteLength(chunk);
        yield chunk;
      }
    } finally {
      count.closed++;
    }
  }
  const { logger, records, events } = createRecordingLogger();
  const app = createHttpApp({
    routes: [
      defineDownload({
        method: 'get',
        path: '/file',
        role: 'read',
        summary: 'A file.',
        takes: 'export',
        request: {},
        contentTypes: ['text/plain; charset=utf-8'],
        handler: async () => ({ filename, contentType: 'text/plain; charset=utf-8', chunks: produce() }),
      }),
    ],
    tokens: [{ name: 'viewer', role: 'Viewer', token: DOWNLOAD_TOKEN }],
    corsOrigins: [],
    rateLimitPerMinute: 1000,
    audit: { record: () => undefined },
    shares: createShares(),
    logger,
    isReady: () => true,
  });
  return { app, count, records, events, total: Buffer.byteLength(chunk) * chunks };
}
