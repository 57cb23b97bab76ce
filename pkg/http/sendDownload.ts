import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Response } from 'express';
import type { Logger } from '../services/ports/logger';
import type { Download } from './defineDownload';
import { gatherChunks } from './gatherChunks';

/** What lies between the archive and a reader, at most twice: one part that is written and one that is gathered. */
export const PART_BYTES = 256 * 1024;

/** A download that stands still keeps others from theirs. */
const IDLE_MS = 60_000;

/**
 * Answers with the file, no faster than it is read, and closes its source when the reader has gone or takes nothing for a minute.
 * Rejects when the source fails: before the first part nothing has been answered yet.
 */
export async function sendDownload(response: Response, { filename, contentType, chunks }: Download, logger: Logger): Promise<void> {
  const parts = gatherChunks(whileRead(response, chunks), PART_BYTES);
  try {
    let part = await parts.next();
    response.attachment(filename).set('content-type', contentType);
    const wanted = response.req.method !== 'HEAD';
    while (wanted && !part.done && !response.destroyed) {
      if (!response.write(part.value)) {
        await drainedOrGone(response, logger);
      }
      // A source that always has something ready would keep everybody else waiting.
      await nextTurn();
      part = response.destroyed ? part : await parts.next();
    }
    if (!response.destroyed) {
      response.end();
    }
  } finally {
    await parts.return();
  }
}

/** A slow source is not asked for the rest of a part that nobody waits for. */
async function* whileRead<Chunk>(response: Response, chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk, void, undefined> {
  for await (const chunk of chunks) {
    if (response.destroyed) {
      return;
    }
    yield chunk;
  }
}

/** Who takes nothing for too long is cut off. */
function drainedOrGone(response: Response, logger: Logger): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => {
      logger.warn('download_cut_off', { request_id: String(response.getHeader('x-request-id') ?? ''), idle_seconds: IDLE_MS / 1000 });
      response.destroy();
    }, IDLE_MS);
    const done = (): void => {
      clearTimeout(patience);
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
