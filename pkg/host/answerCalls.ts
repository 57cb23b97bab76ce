import { parentPort } from 'node:worker_threads';

export interface CallMessage {
  id: number;
  request: unknown;
}

export type ReplyMessage = { id: number; value: unknown } | { id: number; error: { message: string; code: string | null } };

/** The worker's side of createWorkerCalls: one call after the other, each answered or failed for itself. */
export function answerCalls<Request>(answer: (request: Request) => unknown): void {
  parentPort?.on('message', ({ id, request }: CallMessage) => {
    // The other side sends what its own types say, which are the same.
    parentPort?.postMessage(replyTo(id, () => answer(request as Request)));
  });
}

function replyTo(id: number, answer: () => unknown): ReplyMessage {
  try {
    return { id, value: answer() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    return { id, error: { message: error instanceof Error ? error.message : String(error), code } };
  }
}
