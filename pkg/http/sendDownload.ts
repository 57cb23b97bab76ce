import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Response } from 'express';
import type { Download } from './defineDownload';
import { gatherChunks } from './gatherChunks';

/** What lies between the archive and a reader, at most twice: one part that is written and one that is gathered. */
export const PART_BYTES = 256 * 1024;

/**
 * Answers with the file, no faster than it is read, and closes its source when the reader has gone.
 * Rejects when the source fails: before the first part nothing has been answered yet.
 */
export async function sendDownload(response: Response, { filename, contentType, chunks }: Download): Promise<void> {
  const parts = gatherChunks(whileRead(response, chunks), PART_BYTES);
  try {
    let part = await parts.next();
    response.attachment(filename).set('content-type', contentType);
    const wanted = response.req.method !== 'HEAD';
    while (wanted && !part.done && !response.destroyed) {
      if (!response.write(part.value)) {
        await drainedOrGone(response);
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

function drainedOrGone(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
