import { describe, expect, it } from 'vitest';
import { createFakeClientProgram } from '../../../test/fakes/createFakeClientProgram';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { BanguiError } from '../../domain/errors';
import { createPathMap } from '../../domain/pathMap';
import { createSurroundings } from './createSurroundings';
import type { FileView } from '../ports/hostPorts';

function setUp(own: { logFile?: string; databaseFile?: string; pathMap?: Parameters<typeof createPathMap>[0] } = {}) {
  const clock = createFakeClock();
  const { logger, events } = createRecordingLogger();
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd'] });
  const { database, logTarget } = fake.serverFiles;
  const client = createFakeClientProgram({ dump: { database, logTarget, jails: [{ name: 'sshd', logFiles: ['/var/log/auth.log'], problem: null }] }, reload: () => {} });
  const views = new Map<string, FileView>();
  const tails = new Map<string, { text: string; modifiedMs: number }>();
  const files = { view: async (path: string) => views.get(path) ?? 'readable', tail: async (path: string) => tails.get(path) ?? null };
  const { logFile = null, databaseFile = null, pathMap = [] } = own;
  const surroundings = createSurroundings({ fail2ban: fake.port, program: client.program, files, pathMap: createPathMap(pathMap), logFile, databaseFile, timeZone: 'UTC', clock, logger });
  const look = async () => {
    await surroundings.require('jail_logs').catch(() => {});
    return surroundings.limits().map(({ capability }) => capability);
  };
  return { clock, events, fake, client, views, tails, surroundings, look };
}

describe('the surroundings', () => {
  it('fit when client, server and files are the same', async () => {
    const { look, surroundings } = setUp();
    expect(await look()).toEqual([]);
    await expect(surroundings.require('start_jails')).resolves.toMatchObject({ jails: [{ name: 'sshd' }] });
  });

  it.each<[string, (world: ReturnType<typeof setUp>) => void, string[]]>([
    ['a client of another version', ({ client }) => (client.answers.version = '0.11.2'), ['start_jails']],
    ['a client that cannot be run', ({ client }) => (client.answers.version = new BanguiError('SURROUNDINGS_MISMATCH', 'ENOENT')), ['start_jails']],
    ['another log target', ({ fake }) => (fake.serverFiles.logTarget = '/var/log/other.log'), ['start_jails']],
    ['another database', ({ fake }) => (fake.serverFiles.database = '/var/lib/other.sqlite3'), ['start_jails']],
    ['a file the client does not find', ({ fake }) => fake.jails.get('sshd')?.counters.logFiles.push('/var/log/more.log'), ['start_jails']],
    ['a log the sidecar does not find', ({ views }) => views.set('/var/log/auth.log', 'missing'), ['jail_logs']],
    ['a log of its own it may not read', ({ views }) => views.set('/var/log/fail2ban.log', 'forbidden'), ['fail2ban_log']],
    ['a database it may not read', ({ views }) => views.set('/var/lib/fail2ban/fail2ban.sqlite3', 'forbidden'), ['database']],
    [
      'a clock of another zone',
      ({ tails, clock }) => tails.set('/var/log/fail2ban.log', { text: '2026-01-01 02:00:00,123 fail2ban.server [1]: INFO x\n', modifiedMs: clock.now() }),
      ['ban_times'],
    ],
  ])('%s is named', async (_name, change, expected) => {
    const world = setUp();
    change(world);
    expect(await world.look()).toEqual(expected);
  });

  it('a configuration that cannot be read is no matter of the surroundings: its own test says why', async () => {
    const { client, look, surroundings } = setUp();
    client.answers.dump = null;
    expect(await look()).toEqual([]);
    expect(surroundings.configured()).toBeNull();
  });

  it('names of files pass through the path map, and what the settings name comes first', async () => {
    const { views, look, fake } = setUp({ pathMap: [{ from: '/var/log', to: '/host/log' }], databaseFile: '/mnt/db' });
    views.set('/host/log/auth.log', 'missing').set('/host/log/fail2ban.log', 'missing').set('/mnt/db', 'missing');
    expect(await look()).toEqual(['jail_logs', 'fail2ban_log', 'database']);
    Object.assign(fake.serverFiles, { database: null, logTarget: 'SYSLOG' });
    expect(await look()).toEqual(['start_jails', 'jail_logs', 'fail2ban_log', 'database']);
  });

  it('a server that logs to syslog and keeps no database is told as such', async () => {
    const { client, fake, look } = setUp();
    Object.assign(fake.serverFiles, { database: null, logTarget: 'SYSLOG' });
    client.answers.dump = { database: null, logTarget: 'SYSLOG', jails: [] };
    expect(await look()).toEqual(['fail2ban_log', 'database']);
  });

  it('are looked at once a connection and every five minutes, and each change is logged once', async () => {
    const { clock, client, fake, surroundings, events, views } = setUp();
    const dumps = async () => {
      surroundings.answered();
      await clock.advance(0);
      return client.calls.length;
    };
    views.set('/var/log/auth.log', 'missing');
    expect(await dumps()).toBe(1);
    expect(await dumps()).toBe(1);
    fake.loseConnection();
    expect(await dumps()).toBe(2);
    await clock.advance(300_000);
    views.clear();
    expect(await dumps()).toBe(3);
    clock.setWallClock(-86_400_000);
    await clock.advance(300_000);
    expect(await dumps()).toBe(4);
    clock.setWallClock(86_400_000);
    expect(await dumps()).toBe(4);
    expect(events().filter((event) => event !== 'surroundings_known')).toEqual(['surroundings_limited', 'surroundings_restored']);
    await surroundings.stop();
    await clock.advance(300_000);
    expect(await dumps()).toBe(4);
  });

  it('that do not fit just after a connection are looked at again soon: the server may not have read its configuration yet', async () => {
    const { clock, client, fake, surroundings } = setUp();
    const { database } = fake.serverFiles;
    const answered = async () => {
      surroundings.answered();
      await clock.advance(0);
      return [client.calls.length, surroundings.limits().map(({ capability }) => capability)];
    };
    await clock.advance(3_600_000);
    fake.loseConnection();
    fake.serverFiles.database = null;
    expect(await answered()).toEqual([1, ['start_jails', 'database']]);
    await clock.advance(9_999);
    expect(await answered()).toEqual([1, ['start_jails', 'database']]);
    fake.serverFiles.database = database;
    await clock.advance(1);
    expect(await answered()).toEqual([2, []]);
    await clock.advance(10_000);
    expect(await answered()).toEqual([2, []]);
    fake.serverFiles.database = null;
    await clock.advance(290_000);
    expect(await answered()).toEqual([3, ['start_jails', 'database']]);
    await clock.advance(10_000);
    expect(await answered()).toEqual([3, ['start_jails', 'database']]);
    await surroundings.stop();
  });
});
