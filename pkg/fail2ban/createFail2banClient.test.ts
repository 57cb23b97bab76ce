import { afterEach, describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import type { ScriptedExchange } from '../../test/fakes/createScriptedFail2ban';
import { createScriptedFail2ban } from '../../test/fakes/createScriptedFail2ban';
import { systemClock } from '../host/systemClock';
import { createFail2banClient } from './createFail2banClient';
import { END } from './codec/wire';

const cleanups: Array<() => unknown> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

async function start(onCommand: (exchange: ScriptedExchange) => void) {
  const server = await createScriptedFail2ban(onCommand);
  const log = createRecordingLogger();
  const client = createFail2banClient({ socketPath: server.socketPath, clock: systemClock, logger: log.logger, timeZone: 'UTC' });
  cleanups.push(server.close, client.close);
  return { server, client, log };
}

const counters = (failed: number, sources: string[] = []) => [
  ['Filter', [['Currently failed', failed], ['Total failed', failed], ['File list', sources]]],
  ['Actions', [['Currently banned', 0], ['Total banned', 0]]],
];
const unknownJail = (jail: string) =>
  Buffer.concat([
    Buffer.from('\x4b\x01\x8c\x13fail2ban.exceptions\x8c\x14UnknownJailException\x93', 'latin1'),
    Buffer.from([0x8c, jail.length]),
    Buffer.from(`${jail}\x85R\x86.`, 'latin1'),
    END,
  ]);

describe('capabilities', () => {
  it('are probed once for all who ask at the same time, and kept', async () => {
    const { server, client } = await start(({ succeed }) => setTimeout(() => succeed('1.0.2'), 20));
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.capabilities()));
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set(['1.0.2']));
    await client.capabilities();
    expect(server.received).toEqual([['version']]);
  });

  it('are forgotten with the connection', async () => {
    const { server, client } = await start(({ connection, succeed }) => succeed(`1.${connection}.0`));
    expect(await client.capabilities()).toEqual({ version: '1.1.0' });
    const lost = new Promise<void>((resolve) => client.onConnectionLost(resolve));
    server.dropAll();
    await lost;
    expect(await client.capabilities()).toEqual({ version: '1.2.0' });
  });

  it('are asked for again after a failure', async () => {
    const { client } = await start(({ connection, socket, succeed }) => (connection < 3 ? void socket.destroy() : succeed('1.0.2')));
    await expect(client.capabilities()).rejects.toMatchObject({ reason: 'connection_lost' });
    expect(await client.capabilities()).toEqual({ version: '1.0.2' });
  });
});

describe('what is sent', () => {
  it('is one round of short commands for the counters of all jails', async () => {
    const { server, client } = await start(({ argv, socket, succeed }) =>
      argv[1] === 'gone' ? void socket.write(unknownJail('gone')) : succeed(counters(argv[1]?.length ?? 0, ['/var/log/x']))
    );
    const found = await client.counters(['a', 'gone', 'bbb']);
    expect(found.map(({ name, totalFailed }) => [name, totalFailed])).toEqual([['a', 1], ['bbb', 3]]);
    expect(server.received).toEqual(['a', 'gone', 'bbb'].map((jail) => ['status', jail, 'short']));
    expect(server.connections()).toBe(1);
  });

  it('is at most a hundred addresses in one command, one command after the other', async () => {
    let open = 0;
    const { server, client } = await start(({ argv, succeed }) => {
      expect(++open).toBe(1);
      setTimeout(() => {
        open--;
        succeed(argv.length - (argv[0] === 'set' ? 3 : 1));
      }, 5);
    });
    const addresses = Array.from({ length: 250 }, (_, i) => `192.0.2.${i}`);
    expect(await client.ban('sshd', addresses)).toEqual({ changed: 250, failure: null });
    expect(await client.unban('sshd', addresses)).toEqual({ changed: 250, failure: null });
    expect(await client.unban(null, addresses)).toEqual({ changed: 250, failure: null });
    expect(server.received.map((argv) => argv.slice(0, 3))).toEqual([
      ...Array.from({ length: 3 }, () => ['set', 'sshd', 'banip']),
      ...Array.from({ length: 3 }, () => ['set', 'sshd', 'unbanip']),
      ...[0, 100, 200].map((n) => ['unban', `192.0.2.${n}`, `192.0.2.${n + 1}`]),
    ]);
    expect(server.received.flat().filter((word) => word.startsWith('192.'))).toHaveLength(750);
  });

  it('is nothing at all when an address or a jail is not as it must be', async () => {
    const { server, client } = await start(({ succeed }) => succeed(1));
    const addresses = [...Array.from({ length: 150 }, (_, i) => `192.0.2.${i}`), '192.0.2.7/24'];
    await expect(client.ban('sshd', addresses)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(client.counters(['sshd', '--all'])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(client.parameters(['sshd', 'a b'])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(server.received).toEqual([]);
  });
});

describe('a change that breaks off', () => {
  const addresses = Array.from({ length: 250 }, (_, i) => `192.0.2.${i}`);

  it('tells how far it came', async () => {
    let commands = 0;
    const { client } = await start(({ argv, socket, succeed }) => (++commands === 3 ? socket.destroy() : succeed(argv.length - 3)));
    expect(await client.ban('sshd', addresses)).toMatchObject({ changed: 200, failure: { code: 'FAIL2BAN_UNREACHABLE', reason: 'connection_lost' }, answered: 200 });
  });

  it('is no refusal when it was sent and got no answer: it may have been carried out', async () => {
    const { client } = await start(({ socket }) => void socket.destroy());
    expect(await client.ban('sshd', ['192.0.2.7'])).toMatchObject({ changed: 0, failure: { reason: 'connection_lost' } });
  });
});

describe('what comes back', () => {
  it('keeps out names of jails that could not be used safely, and says so once', async () => {
    const { client, log } = await start(({ succeed }) => succeed([['Number of jail', 2], ['Jail list', 'odd jail, sshd']]));
    expect(await client.jailNames()).toEqual(['sshd']);
    expect(await client.jailNames()).toEqual(['sshd']);
    expect(log.records).toEqual([{ level: 'warn', event: 'jail_name_unsupported', fields: { jail: 'odd jail' } }]);
  });

  it.each([
    [-1, -1],
    [600, 600],
    [100_000_000_000, -1],
  ])('has the parameters of the jails, with a ban time of %i s', async (told, banTime) => {
    const float = (value: number) => {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(value);
      return Buffer.concat([Buffer.from('K\x00G', 'latin1'), bytes, Buffer.from('\x86.', 'latin1'), END]);
    };
    const { client } = await start(({ argv, socket, succeed }) => {
      switch (argv[2]) {
        case 'bantime':
          return void socket.write(float(told));
        case 'findtime':
          return void socket.write(float(2_073_600));
        case 'maxretry':
          return succeed(5);
        case 'bantime.increment':
          return succeed('true');
        default:
          return succeed(['iptables-multiport']);
      }
    });
    expect(await client.parameters(['sshd'])).toEqual(new Map([['sshd', { banTime, findTime: 2073600, maxRetry: 5, escalates: true, actions: ['iptables-multiport'] }]]));
  });

  it('leaves the connection in use after a refusal', async () => {
    const { server, client } = await start(({ argv, socket, succeed }) => (argv.includes('gone') ? void socket.write(unknownJail('gone')) : succeed('pong')));
    await expect(client.ban('gone', ['192.0.2.7'])).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND', details: { jail: 'gone' } });
    await client.ping(1000);
    expect(server.connections()).toBe(1);
  });

  it('is a protocol error when fail2ban could not read or write', async () => {
    const { client } = await start(({ socket }) => void socket.write(Buffer.concat([Buffer.from('\x8c\x07ERROR: .', 'latin1'), END])));
    await expect(client.jailNames()).rejects.toMatchObject({ code: 'FAIL2BAN_PROTOCOL_ERROR', message: expect.stringContaining('ERROR: ') });
  });
});

describe('a ping', () => {
  it('gives up while a command of our own is running, and leaves that running', async () => {
    let release = () => {};
    const { server, client } = await start(({ argv, succeed }) => {
      if (argv[0] === 'ping') {
        succeed('pong');
      } else {
        release = () => succeed(1);
      }
    });
    const ban = client.ban('sshd', ['192.0.2.7']);
    await expect(client.ping(30)).rejects.toMatchObject({ code: 'FAIL2BAN_TIMEOUT' });
    expect(client.running()).toMatchObject({ command: 'set sshd banip (1)' });
    release();
    expect(await ban).toEqual({ changed: 1, failure: null });
    await client.ping(1000);
    expect(server.connections()).toBe(1);
  });
});
