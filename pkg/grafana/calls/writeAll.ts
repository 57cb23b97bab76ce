import type { ServerWritableStream } from '@grpc/grpc-js';

function drainedOrGone(call: ServerWritableStream<unknown, unknown>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      call.off('drain', done);
      call.off('cancelled', done);
      resolve();
    };
    call.on('drain', done);
    call.on('cancelled', done);
  });
}

/** Writes no faster than the other side reads, and nothing more once it has gone. */
export async function writeAll<Message>(call: ServerWritableStream<unknown, Message>, messages: Iterable<Message>): Promise<void> {
  for (const message of messages) {
    if (call.cancelled) {
      return;
    }
    if (!call.write(message)) {
      await drainedOrGone(call);
    }
  }
}
