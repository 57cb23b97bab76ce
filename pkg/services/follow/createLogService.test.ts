import { describe, expect, it } from 'vitest';
import { createFakeLogReader } from '../../../test/fakes/createFakeLogReader';
import { Fail2banUnreachable } from '../../domain/errors';
import { createLogService } from './createLogService';
import type { LogPage, LogReaderPort } from '../ports/logReaderPort';

const RANGE = { from: 0, to: 1000, limit: 100 };

function make({ target = '/var/log/fail2ban.log', logFile = null as string | null, reader = undefined as LogReaderPort | undefined } = {}) {
  const fake = createFakeLogReader();
  const server = { target, isUp: true };
  const service = createLogService({
    reader: reader ?? fake.port,
    fail2ban: {
      serverFiles: async () => {
        if (!server.isUp) {
          throw new Fail2banUnreachable('not_running');
        }
        return { database: null, logTarget: server.target };
      },
    },
    logFile,
    toHere: (path) => `/host${path}`,
    timeZone: 'UTC',
  });
  return { fake, server, service };
}

describe('the log service', () => {
  it('filters by jail, by a text of any case and by level', async () => {
    const { fake, service } = make();
    const record = (at: number, level: string, jail: string | null, message: string) => fake.write({ at, level, jail, message });
    record(1, 'INFO', 'sshd', "Jail 'sshd' started");
    record(2, 'NOTICE', 'sshd', '[sshd] Ban 192.0.2.1');
    record(3, 'NOTICE', 'nginx', '[nginx] Ban 192.0.2.2');
    record(4, 'ERROR', null, 'Unable to do it');
    record(5, 'DEBUG', null, 'chatter');
    record(6, 'HEAVYDEBUG', null, 'more chatter');
    const found = async (request: object) => (await service.lines({ ...RANGE, ...request })).lines.map(({ at }) => at);
    expect(await found({})).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await found({ jail: ['sshd'] })).toEqual([2, 1]);
    expect(await found({ jail: ['sshd', 'nginx'], search: 'BAN 192' })).toEqual([3, 2]);
    expect(await found({ level: 'DEBUG' })).toEqual([5, 4, 3, 2, 1]);
    expect(await found({ level: 'NOTICE' })).toEqual([4, 3, 2]);
    expect(await found({ level: 'CRITICAL' })).toEqual([]);
    expect(await found({ from: 2, to: 3 })).toEqual([3, 2]);
  });

  it('tells no more than the limit, and whether there is more', async () => {
    const { fake, service } = make();
    [1, 2, 3].forEach((at) => fake.write({ at, level: 'INFO', jail: null, message: 'x' }));
    expect(await service.lines({ ...RANGE, limit: 2 })).toMatchObject({ end: 'limit', lines: [{ at: 3 }, { at: 2 }] });
    expect(await service.lines({ ...RANGE, limit: 3 })).toMatchObject({ end: 'oldest', lines: [{}, {}, {}] });
  });

  it('reads where fail2ban logs, as this process sees it, also once fail2ban is gone', async () => {
    const { fake, server, service } = make();
    await service.lines(RANGE);
    server.isUp = false;
    await service.lines(RANGE);
    server.isUp = true;
    server.target = 'SYSTEMD-JOURNAL';
    await service.lines(RANGE);
    expect(fake.asked.map(({ source }) => source)).toMatchObject([{ path: '/host/var/log/fail2ban.log' }, { path: '/host/var/log/fail2ban.log' }, { kind: 'journal' }]);
  });

  it('asks nobody where the log is when it was set', async () => {
    const { fake, server, service } = make({ logFile: '/logs/f2b.log' });
    server.isUp = false;
    await service.lines(RANGE);
    expect(fake.asked[0]?.source).toMatchObject({ kind: 'file', path: '/logs/f2b.log' });
  });

  it('says why it has nothing to read', async () => {
    const { server, service } = make({ target: '/dev/null' });
    server.target = 'NOWHERE';
    await expect(service.lines(RANGE)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', message: expect.stringContaining('NOWHERE') });
    server.isUp = false;
    await expect(service.lines(RANGE)).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE', message: expect.stringContaining('BANGUI_FAIL2BAN_LOG') });
  });

  it('reads for one after the other, lets sixteen wait and refuses others', async () => {
    const gates: Array<() => void> = [];
    let most = 0;
    let reading = 0;
    const page: LogPage = { records: [], end: 'range', reached: null };
    const reader: LogReaderPort = {
      async read() {
        most = Math.max(most, ++reading);
        await new Promise<void>((resolve) => gates.push(resolve));
        reading--;
        return page;
      },
    };
    const { service } = make({ logFile: '/log', reader });
    const asked = Array.from({ length: 17 }, () => service.lines(RANGE).then(() => 'read', (error: unknown) => error));
    expect(await asked[16]).toMatchObject({ code: 'RATE_LIMITED' });
    for (let read = 0; read < 16; read++) {
      await expect.poll(() => gates.length).toBe(read + 1);
      gates[read]?.();
    }
    expect(await Promise.all(asked.slice(0, 16))).toEqual(new Array(16).fill('read'));
    expect(most).toBe(1);
  });

  it('lets go of what is being read when it stops', async () => {
    const { service } = make({ logFile: '/log' });
    await service.stop();
    await expect(service.lines(RANGE)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
