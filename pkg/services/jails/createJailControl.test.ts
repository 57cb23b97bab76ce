import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeClientProgram } from '../../../test/fakes/createFakeClientProgram';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import type { FakeJail } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import type { FakeClock } from '../../../test/fakes/fakeClock';
import { createPathMap } from '../../domain/pathMap';
import { createActiveBanService } from '../bans/createActiveBanService';
import { createAuditTrail } from '../archive/createAuditTrail';
import { createEventBus } from '../events/createEventBus';
import { createJailControl } from './createJailControl';
import { createJailService } from './createJailService';
import { createJailStates } from './createJailStates';
import { createLateWrites } from '../archive/createLateWrites';
import { createOperations } from '../shared/createOperations';
import { createSurroundings } from '../surroundings/createSurroundings';
import { createJailStarter } from './createJailStarter';

const ADMIN = { login: 'anna', role: 'Admin' as const, orgId: 1, via: 'grafana' as const };
const LOGS = ['/var/log/auth.log'];

/** A server with "sshd" and "nginx", and a configuration that also enables "new". */
function setUp() {
  const clock = createFakeClock();
  const { logger, records } = createRecordingLogger();
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd', 'nginx'] });
  const jailsOf = (...names: string[]) => names.map((name) => ({ name, logFiles: LOGS, problem: null }));
  const dump = { database: fake.serverFiles.database, logTarget: fake.serverFiles.logTarget, jails: jailsOf('sshd', 'nginx', 'new') };
  const threads: { names: string[] | null } = { names: null };
  const client = createFakeClientProgram({ dump, reload: (jail) => fake.load(jail) });
  const files = { view: async () => 'readable' as const, tail: async () => null };
  const fail2ban = fake.port;
  const own = { files, pathMap: createPathMap([]), logFile: null, databaseFile: null, timeZone: 'UTC' };
  const surroundings = createSurroundings({ ...own, fail2ban, program: client.program, clock, logger });
  const jails = createJailService({ fail2ban, clock });
  const activeBans = createActiveBanService({ fail2ban, jails, clock });
  const bus = createEventBus({ logger });
  const log = { followed: false };
  const states = createJailStates({ fail2ban, jails, surroundings, threads: { names: async () => threads.names }, bus, tellsReloads: () => log.followed, clock });
  const starter = createJailStarter({ fail2ban, program: client.program, surroundings, states, clock });
  const operations = createOperations({ clock });
  const late = createLateWrites({ clock, logger, what: 'audit', onFailure: () => {} });
  const audit = createAuditTrail({ archive: createFakeArchive().port, late, clock, logger, host: 'h' });
  const control = createJailControl({ fail2ban, starter, states, jails, activeBans, operations, audit });
  const listed = () => [...fake.jails.keys()].sort();
  return { clock, fake, bus, log, client, threads, surroundings, states, operations, control, listed, records };
}

/** The clock lets a limited number of promises settle each time it is moved. */
async function pass(clock: FakeClock, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    await clock.advance(50);
  }
}

describe('starting a jail', () => {
  it('tests the configuration and loads this jail alone', async () => {
    const { control, client, listed } = setUp();
    const operation = await control.start('new', ADMIN);
    expect(operation).toMatchObject({ kind: 'start_jail', state: 'done', jailChange: { jail: 'new', notes: [{ code: 'bans_return' }] } });
    expect(client.calls).toEqual(['dump', 'test', 'reload new']);
    expect(listed()).toEqual(['new', 'nginx', 'sshd']);
  });

  it('sends nothing for a jail that runs, one nobody enabled, a failing test, or surroundings that do not fit', async () => {
    const { control, client, fake } = setUp();
    await expect(control.start('sshd', ADMIN)).rejects.toMatchObject({ code: 'JAIL_ALREADY_ACTIVE' });
    await expect(control.start('nosuch', ADMIN)).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND' });
    await expect(control.start('--all', ADMIN)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    client.answers.test = { ok: false, words: 'no section headers' };
    await expect(control.start('new', ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'no section headers' } });
    client.answers.version = '1.0.2';
    await expect(control.start('new', ADMIN)).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', details: { capability: 'start_jails' } });
    expect(client.calls.filter((call) => call.startsWith('reload'))).toEqual([]);
    expect(fake.calls.filter((call) => call.startsWith('stop'))).toEqual([]);
  });

  it('stops what a refused reload left half-made', async () => {
    const { control, client, listed } = setUp();
    client.answers.reload = { ok: false, words: 'missing )' };
    await expect(control.start('new', ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'missing )', other_jails_unchanged: true } });
    expect(listed()).toEqual(['nginx', 'sshd']);
  });

  it('stops a jail whose threads never come, whatever the client said', async () => {
    const { control, clock, threads, listed } = setUp();
    threads.names = ['f2b/observer', 'f2b/f.sshd', 'f2b/f.nginx'];
    const answer = expect(control.start('new', ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: expect.stringContaining('did not come up') } });
    await pass(clock, 60);
    await answer;
    expect(listed()).toEqual(['nginx', 'sshd']);
  });

  it('waits for the threads of a jail that is coming', async () => {
    const { control, clock, threads, listed } = setUp();
    threads.names = ['f2b/f.sshd'];
    const answer = control.start('new', ADMIN);
    await pass(clock, 10);
    expect(listed()).toContain('new');
    threads.names = ['f2b/f.sshd', 'f2b/f.new'];
    await pass(clock, 60);
    expect(await answer).toMatchObject({ state: 'done' });
  });

  it('says when other jails are not what they were', async () => {
    const { control, client, fake } = setUp();
    client.answers.reload = { ok: false, words: 'boom' };
    const { reloadIfExists } = client.program;
    client.program.reloadIfExists = async (jail) => {
      fake.jails.delete('nginx');
      return reloadIfExists(jail);
    };
    await expect(control.start('new', ADMIN)).rejects.toMatchObject({ details: { other_jails_unchanged: false, lost_jails: ['nginx'] } });
  });

  it.each([
    ['went', (jails: Map<string, unknown>) => jails.delete('nginx'), 'no longer there: nginx.'],
    ['came', (jails: Map<string, unknown>) => jails.set('alpha', jails.get('sshd')), 'new: alpha.'],
    ['stood in another order', () => {}, null],
  ])('leaves a jail that came up alone when another one %s meanwhile, and says so', async (_what, happen, told) => {
    const { control, client, fake, listed } = setUp();
    const { reloadIfExists } = client.program;
    client.program.reloadIfExists = async (jail) => {
      happen(fake.jails as Map<string, unknown>);
      const { jailNames } = fake.port;
      fake.port.jailNames = async () => (await jailNames()).reverse();
      return reloadIfExists(jail);
    };
    const { state, jailChange } = await control.start('new', ADMIN);
    expect(state).toBe('done');
    expect(listed()).toContain('new');
    expect(jailChange?.notes).toEqual([
      { code: 'bans_return', message: expect.any(String) },
      ...(told === null ? [] : [{ code: 'other_jails_changed', message: `Other jails have changed meanwhile; ${told}` }]),
    ]);
  });

  it('starts anew a jail that is listed without a thread', async () => {
    const { control, fake, threads, states } = setUp();
    threads.names = ['f2b/observer', 'f2b/f.nginx'];
    expect((await states.detail('sshd')).state).toBe('listed_not_started');
    const answer = control.start('sshd', ADMIN);
    await Promise.resolve();
    threads.names = null;
    expect(await answer).toMatchObject({ state: 'done' });
    expect(fake.calls).toContain('stop sshd');
  });
});

describe('two changes', () => {
  it('never overlap, and the second says what is under way', async () => {
    const { control, fake, clock, operations, records } = setUp();
    fake.circumstances.delayMs = 4000;
    const first = control.stop('sshd', ADMIN);
    await expect(control.setIdle('nginx', true, ADMIN)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS', details: { kind: 'stop_jail', jail: 'sshd' } });
    await clock.advance(5000);
    const { id, state } = await first;
    expect(state).toBe('running');
    await clock.advance(60_000);
    expect(operations.get(id)).toMatchObject({ state: 'done', jailChange: { jail: 'sshd' } });
    expect(records.filter(({ event }) => event === 'audit')).toMatchObject([{ fields: { action: 'stop_jail', result: 'done', actor: 'anna', request: { jail: 'sshd' } } }]);
    fake.circumstances.delayMs = 0;
    expect((await control.setIdle('nginx', true, ADMIN)).state).toBe('done');
  });

  it('may follow one that failed', async () => {
    const { control } = setUp();
    await expect(control.stop('nosuch', ADMIN)).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND' });
    expect(await control.stop('sshd', ADMIN)).toMatchObject({ state: 'done', jailChange: { liftedBans: 0, notes: [{ code: 'returns_at_next_reload' }] } });
  });
});

describe('the state of a jail', () => {
  it('is what was set here, until the connection is lost', async () => {
    const { control, states, fake } = setUp();
    expect((await states.list()).states).toMatchObject([{ name: 'nginx', state: 'running', idle: null, threads: null }, { name: 'sshd' }]);
    await control.setIdle('sshd', true, ADMIN);
    expect(await states.detail('sshd')).toMatchObject({ state: 'idle', idle: true, jail: { name: 'sshd' } });
    fake.loseConnection();
    expect(await states.detail('sshd')).toMatchObject({ state: 'running', idle: null });
  });

  it.each<[string, (jail: FakeJail) => unknown, boolean | null]>([
    ['has found a failure', ({ counters }) => counters.totalFailed++, null],
    ['was banned in by hand', ({ counters }) => counters.totalBanned++, true],
    ['has lost its failures', ({ counters }) => (counters.totalFailed = 0), null],
    ['has lost its bans', ({ counters }) => (counters.totalBanned = 0), null],
  ])('is not known to be idle once it %s', async (_what, happen, known) => {
    const { control, states, fake, clock } = setUp();
    const jail = fake.jails.get('sshd') ?? expect.unreachable();
    Object.assign(jail.counters, { totalFailed: 5, totalBanned: 3 });
    await control.setIdle('sshd', true, ADMIN);
    happen(jail);
    await clock.advance(3000);
    expect((await states.detail('sshd')).idle).toBe(known);
  });

  it('is not known to be idle after ten minutes, nor when the jail was away', async () => {
    const { control, states, fake, clock } = setUp();
    await control.setIdle('sshd', true, ADMIN);
    await control.setIdle('nginx', true, ADMIN);
    await clock.advance(300_000);
    expect((await states.list()).states.map(({ idle }) => idle)).toEqual([true, true]);
    fake.jails.delete('nginx');
    await clock.advance(3000);
    expect((await states.list()).states.map(({ idle }) => idle)).toEqual([true]);
    fake.load('nginx');
    await clock.advance(3000);
    expect((await states.list()).states.map(({ idle }) => idle)).toEqual([null, true]);
    await clock.advance(300_000);
    expect((await states.list()).states.map(({ idle, state }) => [idle, state])).toEqual([[null, 'running'], [null, 'unknown']]);
    Object.assign(fake.jails.get('sshd')?.counters ?? {}, { totalFailed: 1 });
    await clock.advance(3000);
    expect(await states.detail('sshd')).toMatchObject({ idle: null, state: 'running' });
  });

  it('is known for as long as the log is followed, until that tells of a reload or start', async () => {
    const { control, states, bus, log, clock } = setUp();
    log.followed = true;
    const tell = (kind: 'jailReloaded' | 'jailStarted', jail: string, at: number) => bus.publish({ event: { kind, jail, at }, live: true });
    await control.setIdle('sshd', true, ADMIN);
    await control.setIdle('nginx', true, ADMIN);
    const at = clock.now() / 1000;
    tell('jailReloaded', 'sshd', at - 1);
    await clock.advance(3_600_000);
    const idle = async () => (await states.list()).states.map(({ name, idle: on, state }) => [name, on, state]);
    expect(await idle()).toEqual([['nginx', true, 'idle'], ['sshd', true, 'idle']]);
    tell('jailReloaded', 'sshd', at + 3600);
    tell('jailStarted', 'nginx', at + 3600);
    expect(await idle()).toEqual([['nginx', null, 'running'], ['sshd', null, 'running']]);
  });

  it('holds while failures were found until a moment before it was set', async () => {
    const { control, states, fake, clock } = setUp();
    await states.list();
    const jail = fake.jails.get('sshd') ?? expect.unreachable();
    jail.counters.totalFailed = 7;
    await control.setIdle('sshd', true, ADMIN);
    await clock.advance(3000);
    expect((await states.detail('sshd')).idle).toBe(true);
  });

  it('names enabled jails that do not run, once the configuration was seen', async () => {
    const { states, surroundings } = setUp();
    await expect(states.detail('new')).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND' });
    await surroundings.require('start_jails');
    expect(await states.detail('new')).toMatchObject({ state: 'configured_not_running', jail: null });
  });
});
