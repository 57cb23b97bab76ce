import { createConnection, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';

const END = Buffer.from('<F2B_END_COMMAND>');

export interface CountingProxy {
  socketPath: string;
  /** The words of every command that passed, in order: "status sshd short". */
  commands(): string[];
  connections(): number;
  reset(): void;
  close(): Promise<void>;
}

/** Stands between a client and fail2ban, changes nothing, and writes down each command that passes. */
export async function createCountingProxy(target: string, socketPath: string): Promise<CountingProxy> {
  let commands: string[] = [];
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    connections++;
    const upstream = createConnection({ path: target });
    let pending = Buffer.alloc(0);
    client.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      for (let end = pending.indexOf(END); end >= 0; end = pending.indexOf(END)) {
        commands.push(wordsOf(pending.subarray(0, end)));
        pending = pending.subarray(end + END.length);
      }
    });
    client.pipe(upstream);
    upstream.pipe(client);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
  });
  server.listen(socketPath);
  await once(server, 'listening');
  return {
    socketPath,
    commands: () => [...commands],
    connections: () => connections,
    reset() {
      commands = [];
    },
    async close() {
      open.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
      await rm(socketPath, { force: true });
    },
  };
}

/** The texts of a pickled list of strings: each is opcode X, four bytes of length, and the text. */
function wordsOf(pickle: Buffer): string {
  const words: string[] = [];
  for (let at = 0; at < pickle.length; at++) {
    if (pickle[at] === 0x58) {
      const length = pickle.readUInt32LE(at + 1);
      words.push(pickle.toString('utf8', at + 5, at + 5 + length));
      at += 4 + length;
    }
  }
  return words.join(' ');
}
