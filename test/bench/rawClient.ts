import { once } from 'node:events';
import { createConnection } from 'node:net';

const END = Buffer.from('<F2B_END_COMMAND>');

/**
 * The floor: a bare connection that writes bytes and counts replies, without looking into them.
 * Shares no code with the product, so that a slip there does not move its own measure.
 */
export interface RawClient {
  /** Writes everything at once and resolves with the bytes of that many replies. */
  ask(requests: Buffer, replies: number): Promise<Buffer[]>;
  close(): Promise<void>;
}

export async function createRawClient(socketPath: string): Promise<RawClient> {
  const socket = createConnection({ path: socketPath });
  await once(socket, 'connect');
  let received: Buffer[] = [];
  let missing = 0;
  let tail = Buffer.alloc(0);
  let settle: { resolve(chunks: Buffer[]): void; reject(error: Error): void } | null = null;

  socket.on('data', (chunk: Buffer) => {
    received.push(chunk);
    const seen = Buffer.concat([tail, chunk]);
    let from = 0;
    for (let at = seen.indexOf(END); at >= 0; at = seen.indexOf(END, from)) {
      missing--;
      from = at + END.length;
    }
    tail = Buffer.from(seen.subarray(Math.max(from, seen.length - END.length + 1)));
    if (missing === 0) {
      settle?.resolve(received);
      settle = null;
    }
  });
  socket.on('error', (error) => settle?.reject(error));
  socket.on('close', () => settle?.reject(new Error('fail2ban closed the connection of the raw client')));

  return {
    ask(requests, replies) {
      received = [];
      missing = replies;
      return new Promise((resolve, reject) => {
        settle = { resolve, reject };
        socket.write(requests);
      });
    },
    async close() {
      settle = null;
      if (!socket.closed) {
        socket.destroy();
        await once(socket, 'close');
      }
    },
  };
}

/** A command as fail2ban reads it: a pickled list of texts and the end marker. */
export function rawCommand(...words: string[]): Buffer {
  const texts = words.map((word) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(word));
    return Buffer.concat([Buffer.from('X'), length, Buffer.from(word)]);
  });
  return Buffer.concat([Buffer.from('\x80\x02](', 'latin1'), ...texts, Buffer.from('e.'), END]);
}

/** The bytes of one reply without the marker. */
export function replyOf(chunks: readonly Buffer[]): Buffer {
  return Buffer.concat(chunks).subarray(0, -END.length);
}
