import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import type { ScriptedExchange } from '../../test/fakes/createScriptedFail2ban';
import { createScriptedFail2ban, encodeReply } from '../../test/fakes/createScriptedFail2ban';
import { systemClock } from '../host/systemClock';
import type { Request } from './command';
import { createConnection } from './createConnection';

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

const read = (...argv: string[]): Request => ({ argv, label: argv.join(' '), limitMs: 5000, kind: 'short' });
const long = (...argv: string[]): Request => ({ ...read(...argv), kind: 'long' });
const change = (...argv: string[]): Request => ({ ...read(...argv), kind: 'change' });

const echo = ({ argv, succeed }: ScriptedExchange) => succeed(argv);
const answer = (...argv: string[]) => [0, argv];

async function scripted(onCommand: (exchange: ScriptedExchange) => void) {
  const server = await createScriptedFail2ban(onCommand);
  cleanups.push(server.close);
  return { server, ...connectTo(server.socketPath) };
}

function connectTo(socketPath: string, connectPatienceMs?: number) {
  const log = createRecordingLogger();
  const connection = createConnection({ socketPath, clock: systemClock, logger: log.logger, connectPatienceMs });
  cleanups.push(connection.close);
  return { connection, log };
}

describe('the connection', () => {
  it('answers many commands in order, over one connection', async () => {
    const { server, connection } = await scripted(echo);
    const numbers = Array.from({ length: 500 }, (_, i) => String(i));
    expect(await Promise.all(numbers.map((n) => connection.send(read(n))))).toEqual(numbers.map((n) => answer(n)));
    expect(server.connections()).toBe(1);
  });

  it('reads replies however the stream is split', async () => {
    const { connection } = await scripted(({ argv, socket }) => {
      for (const byte of encodeReply(argv)) {
        socket.write(Buffer.from([byte]));
      }
    });
    expect(await Promise.all([connection.send(read('a')), connection.send(read('b'))])).toEqual([answer('a'), answer('b')]);
  });

  it('never gives a late reply to the next command, and asks again for what stood behind', async () => {
    const { server, connection, log } = await scripted(({ argv, connection: number, socket, succeed }) => {
      if (argv[0] === 'slow') {
        setTimeout(() => socket.write(encodeReply('late')), 60);
      } else if (number > 1) {
        succeed(argv);
      }
    });
    const slow = connection.send({ ...read('slow'), limitMs: 30 });
    const behind = connection.send(read('behind'));
    await expect(slow).rejects.toMatchObject({ code: 'FAIL2BAN_TIMEOUT', details: { command: 'slow' } });
    expect(await behind).toEqual(answer('behind'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await connection.send(read('next'))).toEqual(answer('next'));
    expect(server.received).toEqual([['slow'], ['behind'], ['behind'], ['next']]);
    expect(server.mostOpen()).toBe(1);
    expect(log.events()).toContain('fail2ban_command_timeout');
  });

  it('asks a silent server twice, not once for each command in the queue', async () => {
    const { server, connection } = await scripted(() => {});
    const requests = Array.from({ length: 20 }, (_, i) => ({ ...read(String(i)), limitMs: 30 }));
    const results = await Promise.allSettled(requests.map((request) => connection.send(request)));
    expect(results.map((result) => (result.status === 'rejected' ? result.reason.code : 'answered'))).toEqual(requests.map(() => 'FAIL2BAN_TIMEOUT'));
    expect(server.connections()).toBe(2);
  });

  it('starts the time of a command only when those before it are answered', async () => {
    const { connection } = await scripted(({ argv, succeed }) => setTimeout(() => succeed(argv), 60));
    const impatient = (name: string) => connection.send({ ...long(name), limitMs: 110 });
    expect(await Promise.all(['a', 'b', 'c'].map(impatient))).toEqual([answer('a'), answer('b'), answer('c')]);
  });

  it('looks at the socket once more before it gives up: this process may be the one that was late', async () => {
    const { connection } = await scripted(({ argv, succeed }) => {
      succeed(argv);
      const until = performance.now() + 60;
      while (performance.now() < until){;}
    });
    expect(await connection.send({ ...read('a'), limitMs: 30 })).toEqual(answer('a'));
  });

  it('pipelines short reads, and sends long reads and changes alone', async () => {
    const held: Array<() => void> = [];
    const { server, connection } = await scripted(({ argv, succeed }) => void held.push(() => succeed(argv)));
    const requests = [read('r1'), read('r2'), change('c1'), long('l1'), read('r3')];
    const all = Promise.all(requests.map((request) => connection.send(request)));
    for (const expected of [2, 3, 4, 5]) {
      await expect.poll(() => server.received.length).toBe(expected);
      held.splice(0).forEach((release) => release());
    }
    expect(await all).toEqual(requests.map(({ argv }) => [0, argv]));
  });

  it('tells the command that fail2ban works on, and since when', async () => {
    const held: Array<() => void> = [];
    const { connection } = await scripted(({ argv, succeed }) => void held.push(() => succeed(argv)));
    expect(connection.running()).toBeNull();
    const before = Date.now();
    const first = connection.send(change('first'));
    const second = connection.send(change('second'));
    await expect.poll(() => held.length).toBe(1);
    expect(connection.running()).toMatchObject({ command: 'first' });
    expect(connection.running()?.sinceMs).toBeGreaterThanOrEqual(before);
    held.shift()?.();
    await first;
    await expect.poll(() => held.length).toBe(1);
    expect(connection.running()).toMatchObject({ command: 'second' });
    held.shift()?.();
    await second;
    expect(connection.running()).toBeNull();
  });

  it('remembers the first command that got no answer until there is one, or fail2ban is another', async () => {
    let silent = true;
    const { connection, server } = await scripted((exchange) => void (silent || echo(exchange)));
    expect(connection.unanswered()).toBeNull();
    await expect(connection.send({ ...read('first'), limitMs: 30 })).rejects.toMatchObject({ code: 'FAIL2BAN_TIMEOUT' });
    const asked = { command: 'first', kind: 'short' };
    await expect(connection.send({ ...change('second'), limitMs: 30 })).rejects.toMatchObject({ code: 'FAIL2BAN_TIMEOUT' });
    expect(connection.unanswered()).toMatchObject(asked);
    silent = false;
    await connection.send(read('third'));
    expect(connection.unanswered()).toBeNull();

    silent = true;
    const lost = connection.send(change('fourth'));
    await expect.poll(() => server.received.at(-1)).toEqual(['fourth']);
    expect(connection.unanswered()).toMatchObject({ command: 'fourth', kind: 'change' });
    server.dropAll();
    await expect(lost).rejects.toMatchObject({ reason: 'connection_lost' });
    expect(connection.unanswered()).toBeNull();
  });

  it('asks a read once more when the connection closes in mid command, a change never', async () => {
    const { server, connection } = await scripted((exchange) => (exchange.connection === 1 ? exchange.socket.destroy() : echo(exchange)));
    expect(await connection.send(read('r'))).toEqual(answer('r'));
    server.dropAll();
    expect(server.received).toEqual([['r'], ['r']]);

    const other = await scripted(({ socket }) => socket.destroy());
    await expect(other.connection.send(change('c'))).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE', reason: 'connection_lost' });
    expect(other.server.received).toEqual([['c']]);
    await expect(other.connection.send(read('r'))).rejects.toMatchObject({ reason: 'connection_lost' });
    expect(other.server.received).toEqual([['c'], ['r'], ['r']]);
  });

  it('notices at once when an idle connection is lost, and connects anew for the next command', async () => {
    const { server, connection } = await scripted(echo);
    await connection.send(read('a'));
    const generation = connection.generation();
    const lost = new Promise<void>((resolve) => connection.onLost(resolve));
    server.dropAll();
    await lost;
    expect(connection.generation()).not.toBe(generation);
    expect(await connection.send(read('b'))).toEqual(answer('b'));
    expect(server.connections()).toBe(2);
    expect(server.mostOpen()).toBe(1);
  });

  it.each([
    ['what is no pickle', Buffer.from('junk<F2B_END_COMMAND>')],
    ['a call', Buffer.from('cos\nsystem\n(S"true"\ntR.<F2B_END_COMMAND>')],
  ])('drops the connection over %s, and goes on with a fresh one', async (_name, bytes) => {
    const { server, connection } = await scripted((exchange) => (exchange.connection === 1 ? void exchange.socket.write(bytes) : echo(exchange)));
    await expect(connection.send(read('a'))).rejects.toMatchObject({ code: 'FAIL2BAN_PROTOCOL_ERROR' });
    expect(await connection.send(read('b'))).toEqual(answer('b'));
    expect(server.mostOpen()).toBe(1);
  });

  it('drops the connection over a reply that nobody asked for', async () => {
    const { connection } = await scripted(({ argv, connection: number, socket, succeed }) => {
      succeed(argv);
      if (number === 1) {
        socket.write(encodeReply('unasked'));
      }
    });
    await connection.send(read('a'));
    await expect.poll(() => connection.generation()).toBe(1);
    expect(await connection.send(read('b'))).toEqual(answer('b'));
  });

  it('refuses an argument that holds the end marker, and sends nothing', async () => {
    const { server, connection } = await scripted(echo);
    await expect(connection.send(read('echo', 'a<F2B_END_COMMAND>b'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await connection.send(read('ok'));
    expect(server.received).toEqual([['ok']]);
  });

  it('ends everything when it is closed', async () => {
    const { server, connection } = await scripted(() => {});
    const pending = connection.send(read('a'));
    const queued = connection.send(change('b'));
    const refused = Promise.allSettled([pending, queued]);
    await expect.poll(() => server.received.length).toBe(1);
    await connection.close();
    expect((await refused).map((result) => (result.status === 'rejected' ? result.reason : null))).toEqual([
      expect.objectContaining({ code: 'SHUTTING_DOWN' }),
      expect.objectContaining({ code: 'SHUTTING_DOWN' }),
    ]);
    await expect(connection.send(read('c'))).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});

describe('why fail2ban cannot be reached', () => {
  async function temporaryFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'connection-test-'));
    cleanups.push(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }

  it('is not running when there is no socket', async () => {
    const { connection } = connectTo(join(await temporaryFolder(), 'none'));
    await expect(connection.send(read('ping'))).rejects.toMatchObject({ reason: 'not_running' });
  });

  it('has crashed when nobody listens', async () => {
    const path = join(await temporaryFolder(), 'stale');
    await writeFile(path, '');
    const { connection } = connectTo(path);
    await expect(connection.send(change('ping'))).rejects.toMatchObject({ reason: 'stale_socket' });
  });

  /** A listener with fail2ban's backlog that accepts nothing: its process is stopped, and its queue is full. */
  async function storm(): Promise<{ path: string; child: ChildProcess }> {
    const path = join(await temporaryFolder(), 'socket');
    const pong = encodeReply('pong').toString('hex');
    const script = `
      const server = require('node:net').createServer((socket) => socket.on('data', () => socket.write('${pong}', 'hex')));
      server.listen({ path: ${JSON.stringify(path)}, backlog: 1 }, () => console.log('ready'));`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    cleanups.push(async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    });
    await once(child.stdout, 'data');
    child.kill('SIGSTOP');
    const fillers: Socket[] = [];
    cleanups.push(() => fillers.forEach((socket) => socket.destroy()));
    for (let full = false; !full; ) {
      const socket = connect(path);
      fillers.push(socket);
      full = await new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(false));
        socket.once('error', () => resolve(true));
      });
    }
    return { path, child };
  }

  it('is tried again while it refuses for being busy, and answers all when it has time', async () => {
    const { path, child } = await storm();
    const { connection, log } = connectTo(path);
    const all = Promise.all(Array.from({ length: 50 }, () => connection.send(long('ping'))));
    await expect.poll(() => log.events().filter((event) => event === 'fail2ban_connect_retry').length).toBeGreaterThan(3);
    child.kill('SIGCONT');
    expect(await all).toEqual(Array.from({ length: 50 }, () => [0, 'pong']));
    expect(log.records[0]).toMatchObject({ level: 'info', fields: { attempt: 1, code: 'EAGAIN' } });
  });

  it('is busy when that does not end', async () => {
    const { path } = await storm();
    const { connection } = connectTo(path, 50);
    await expect(connection.send(read('ping'))).rejects.toMatchObject({ reason: 'refused_busy' });
  });
});
