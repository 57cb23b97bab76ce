import { parentPort } from 'node:worker_threads';

export interface CallMessage {
  id: number;
  request: unknown;
}

export type ReplyMessage = { id: number; value: unknown } | { id: number; error: { message: string; code: string | null } };

/** The worker's side of createWorkerCalls: one call after the other unless it takes a promise, each answered or failed for itself. */
export function answerCalls<Request>(answer: (request: Request) => unknown): void {
  parentPort?.on('message', ({ id, request }: CallMessage) => {
    // The other side sends what its own types say, which are the same.
    void replyTo(id, () => answer(request as Request)).then((reply) => parentPort?.postMessage(reply));
  });
}

async function replyTo(id: number, answer: () => unknown): Promise<ReplyMessage> {
  try {
    return { id, value: await answer() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    return { id, error: { message: error instanceof Error ? error.message : String(error), code } };
  }
}
