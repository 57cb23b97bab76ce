import type { ServerWritableStream } from '@grpc/grpc-js';

/** Once the connection has taken it, or the other side has gone. What `write` returns speaks of 16 messages, and these are large. */
function writeOne<Message>(call: ServerWritableStream<unknown, Message>, message: Message): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      call.off('cancelled', done);
      resolve();
    };
    call.on('cancelled', done);
    call.write(message, done);
  });
}

/** Writes no faster than the other side reads, and nothing more once it has gone. */
export async function writeAll<Message>(call: ServerWritableStream<unknown, Message>, messages: AsyncIterable<Message>): Promise<void> {
  for await (const message of messages) {
    if (call.cancelled) {
      return;
    }
    await writeOne(call, message);
  }
}
