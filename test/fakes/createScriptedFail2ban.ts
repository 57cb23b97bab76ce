import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFramer } from '../../pkg/fail2ban/codec/createFramer';
import { decodeReply } from '../../pkg/fail2ban/codec/decodeReply';
import type { CommandArgument } from '../../pkg/fail2ban/codec/encodeCommand';
import { encodeCommand } from '../../pkg/fail2ban/codec/encodeCommand';

export interface ScriptedExchange {
  argv: string[];
  /** 1 for the first connection that was opened. */
  connection: number;
  socket: Socket;
  /** Answers (0, value). */
  succeed(value: CommandArgument): void;
}

/** A unix socket server that speaks fail2ban's protocol and does with each command what the test says. */
export async function createScriptedFail2ban(onCommand: (exchange: ScriptedExchange) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'scripted-fail2ban-'));
  const socketPath = join(folder, 'socket');
  const received: string[][] = [];
  const open = new Set<Socket>();
  let connections = 0;
  let mostOpen = 0;

  const server = createServer((socket) => {
    const connection = ++connections;
    const framer = createFramer();
    open.add(socket);
    // A client that closes before it connects again can be accepted before its close is seen: both are in the same look at the kernel.
    setImmediate(() => setImmediate(() => (mostOpen = Math.max(mostOpen, open.size))));
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    socket.on('data', (chunk) => {
      for (const message of framer.push(chunk)) {
        const argv = [decodeReply(message)].flat(2).map(String);
        received.push(argv);
        onCommand({ argv, connection, socket, succeed: (value) => void socket.write(encodeReply(value)) });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));

  return {
    socketPath,
    received,
    connections: () => connections,
    /** The most connections that were open at one time. */
    mostOpen: () => mostOpen,
    dropAll: () => open.forEach((socket) => socket.destroy()),
    /** Ends the server as a crash of fail2ban's process would: connections closed, nobody listens. */
    async close(): Promise<void> {
      const closed = new Promise((resolve) => server.close(resolve));
      open.forEach((socket) => socket.destroy());
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function encodeReply(value: CommandArgument): Buffer {
  return encodeCommand([0, value]);
}
