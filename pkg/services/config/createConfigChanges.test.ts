import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClientProgram } from '../../../test/fakes/createFakeClientProgram';
import { createFakeConfigFiles, digestOf } from '../../../test/fakes/createFakeConfigFiles';
import { createFakeConfigRevisions } from '../../../test/fakes/createFakeConfigRevisions';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { systemClock } from '../../host/systemClock';
import type { ConfigChange } from '../../contract/configChanges';
import type { ConfigStream } from '../../domain/configStream';
import { sortStream } from '../../domain/configStream';
import { Fail2banUnreachable } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import { createActivation } from './createActivation';
import { createConfigChanges } from './createConfigChanges';
import { createConfigRecovery } from './createConfigRecovery';
import { createConfigTrial } from './createConfigTrial';
import { createSingleChange } from '../shared/createSingleChange';
import { createServerLog } from './createServerLog';

const ANN: Principal = { login: 'ann', role: 'Admin', orgId: 1, via: 'grafana' };
const OWN = 'jail.d/zz-bangui-sshd.local';
const CHANGE: ConfigChange = { kind: 'set_options', jail: 'sshd', options: { bantime: '1h' } };
const ORDER = { reason: '', expected: null, key: null };

function streamWith(bantime: string): ConfigStream {
  return sortStream([
    ['add', 'sshd', 'polling'],
    ['set', 'sshd', 'addfailregex', '^failed from <HOST>$'],
    ['set', 'sshd', 'addlogpath', '/var/log/auth.log', 'head'],
    ['set', 'sshd', 'bantime', bantime],
    ['set', 'sshd', 'addaction', 'noop'],
  ]);
}

function createStack({ writes = true, failing = [] as Array<{ index: number; sample: { line: string; expect: string } }> } = {}) {
  const fail2ban = createFakeFail2ban({ clock: systemClock, jailNames: ['sshd', 'other'] });
  const dump = { database: null, logTarget: null, jails: [{ name: 'sshd', logFiles: ['/var/log/auth.log'], problem: null }] };
  const client = createFakeClientProgram({ dump, reload: () => {} });
  const folder = createFakeConfigFiles({ 'jail.conf': '[sshd]\nenabled = true\n' });
  const revisions = createFakeConfigRevisions();
  const { logger, events } = createRecordingLogger();
  // With the change in place, or in a copy, the client says what it makes of it.
  const program = { ...client.program, stream: async (dir?: string) => streamWith((dir === undefined ? folder.files : folder.stages.get(dir))?.get(OWN)?.includes('1h') ? '1h' : '600') };
  const log = createServerLog({ fail2ban: fail2ban.port, host: { logEnd: async () => null, logSince: async () => null }, logFile: null, toHere: (path) => path });
  const activation = createActivation({ fail2ban: fail2ban.port, program, states: { runs: async () => null }, log, onStop: () => {}, clock: systemClock });
  const trial = createConfigTrial({ files: folder.port, program, filterProgram: { tryLines: async () => null }, filterLimitMs: 1000, host: { realPath: async (path) => path }, toHere: (path) => path, configDir: '/etc/fail2ban', allowsCommands: false, samples: async (_filter, dir) => ({ failing: dir === null ? [] : failing }), clock: systemClock });
  const single = createSingleChange();
  const told: string[] = [];
  const recovery = createConfigRecovery({ files: folder.port, program, fail2ban: fail2ban.port, activation, revisions: revisions.port, clock: systemClock, logger });
  const changes = createConfigChanges({
    files: folder.port,
    fail2ban: fail2ban.port,
    trial,
    activation,
    recovery,
    revisions: revisions.port,
    usersOf: async () => [],
    surroundings: { allow: async () => dump, limits: () => [] },
    jails: { invalidate: () => {} },
    activeBans: { invalidate: () => {} },
    writes,
    allowsCommands: false,
    single,
    onLoaded: (jail, revision) => void told.push(`${jail} ${revision}`),
    onUnloaded: (jail) => void told.push(`${jail} gone`),
    clock: systemClock,
    logger,
  });
  return { changes, single, told, fail2ban, client, folder, revisions: revisions.revisions, port: revisions.port, events };
}

describe('changes of the configuration', () => {
  let stack: ReturnType<typeof createStack>;
  beforeEach(() => {
    stack = createStack();
  });

  it('write the intent before the file, and the outcome behind all', async () => {
    const { state, revision, jails } = await stack.changes.apply(CHANGE, ORDER, ANN);
    expect([state, revision?.result, revision?.actor, jails]).toEqual(['done', 'applied', 'ann', [{ jail: 'sshd', becomes: 'reloaded' }]]);
    expect(stack.folder.files.get(OWN)).toBe('[sshd]\nbantime = 1h\n');
    expect(stack.client.calls.filter((call) => call.startsWith('reload'))).toEqual(['reload sshd']);
    expect(stack.fail2ban.calls).toContain('preflight sshd');
    expect(stack.folder.stages.size).toBe(0);
  });

  it('do nothing when the intent cannot be kept', async () => {
    stack.port.beginConfigRevision = () => Promise.reject(new Error('disk full'));
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toThrow('disk full');
    expect(stack.folder.files.has(OWN)).toBe(false);
    expect(stack.client.calls).not.toContain('reload sshd');
  });

  it('stop at what the server says of the trial', async () => {
    stack.fail2ban.circumstances.preflight = ['one', 'two'];
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'one\ntwo', applied: false } });
    expect([stack.folder.files.has(OWN), stack.revisions.length, stack.folder.stages.size]).toEqual([false, 0, 0]);
  });

  it('are taken back when the reload fails', async () => {
    stack.client.answers.reload = { ok: false, words: 'no such thing' };
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'no such thing', rolled_back: true } });
    expect(stack.folder.files.has(OWN)).toBe(false);
    expect(stack.revisions[0]?.outcome).toMatchObject({ result: 'rolled_back', words: 'no such thing' });
    expect(stack.events()).toContain('config_rolled_back');
  });

  it('answer 502 when fail2ban goes away meanwhile, with the file as before', async () => {
    const counters = stack.fail2ban.port.counters;
    stack.fail2ban.port.counters = () => Promise.reject(new Fail2banUnreachable('connection_lost'));
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE', details: { rolled_back: true } });
    stack.fail2ban.port.counters = counters;
    expect(stack.folder.files.has(OWN)).toBe(false);
  });

  it('tell which jails were loaded by which revision, and not of one that was taken back', async () => {
    const { revision } = await stack.changes.apply(CHANGE, ORDER, ANN);
    expect(stack.told).toEqual([`sshd ${revision?.id}`]);
    stack = createStack();
    stack.client.answers.reload = { ok: false, words: 'no' };
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED' });
    expect(stack.told).toEqual([]);
  });

  it('wait for no other change of jails: they are refused meanwhile', async () => {
    const end = stack.single.begin('restart', null);
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
    end();
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).resolves.toMatchObject({ state: 'done' });
    stack.single.begin('restart', null)();
  });

  it('are put back while fail2ban is down, as a change of their own', async () => {
    const { revision } = await stack.changes.apply(CHANGE, ORDER, ANN);
    stack.fail2ban.circumstances.unreachable = 'not_running';
    await stack.changes.putBack(revision?.id ?? 0, ANN);
    expect(stack.folder.files.has(OWN)).toBe(false);
    expect(stack.revisions.at(-1)).toMatchObject({ kind: 'rollback', after: null, outcome: { result: 'applied' } });
    await stack.changes.putBack(revision?.id ?? 0, ANN);
    expect(stack.revisions).toHaveLength(2);
  });

  it('of a filter are refused when they misjudge a sample that is kept of it', async () => {
    stack = createStack({ failing: [{ index: 3, sample: { line: 'failed from 192.0.2.1', expect: 'match' } }] });
    const change: ConfigChange = { kind: 'create_filter', filter: 'own', options: { failregex: ['^bad from <HOST>$'] } };
    const { problems } = await stack.changes.preview(change);
    expect(problems).toMatchObject([{ error_code: 'INVALID_INPUT', field: 'failregex', message: expect.stringContaining('This line should match: failed from 192.0.2.1') }]);
  });

  it('go one after the other, each based on what it was told', async () => {
    const later: ConfigChange = { kind: 'set_options', jail: 'sshd', options: { findtime: '1d' } };
    const [first, second] = await Promise.allSettled([stack.changes.apply(CHANGE, ORDER, ANN), stack.changes.apply(later, ORDER, ANN)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'REVISION_CONFLICT' } });
  });

  it('of a jail that was stopped by hand only write', async () => {
    await stack.fail2ban.port.stopJail('sshd');
    expect(await stack.changes.apply(CHANGE, ORDER, ANN)).toMatchObject({ jails: [{ jail: 'sshd', becomes: 'unchanged' }] });
    expect(stack.client.calls).not.toContain('reload sshd');
  });

  it('are not made where they are switched off, and not after the stop', async () => {
    const off = createStack({ writes: false });
    await expect(off.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'CONFIG_READ_ONLY' });
    await stack.changes.stop();
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  describe('that a kill interrupted', () => {
    const interrupted = (after: string) =>
      stack.port.beginConfigRevision({ at: 1, actor: 'ann', reason: '', kind: 'set_options', path: OWN, before: null, after, jails: ['sshd'] });

    it('stay when fail2ban takes them', async () => {
      await interrupted('[sshd]\nbantime = 1h\n');
      stack.folder.files.set(OWN, '[sshd]\nbantime = 1h\n');
      await stack.changes.recover();
      expect(stack.revisions[0]?.outcome?.result).toBe('recovered_new');
      expect(stack.client.calls).toContain('reload sshd');
    });

    it('are put back when it does not', async () => {
      await interrupted('[sshd]\nbantime = 1h\n');
      stack.folder.files.set(OWN, '[sshd]\nbantime = 1h\n');
      stack.client.answers.reload = { ok: false, words: 'no' };
      await stack.changes.recover();
      expect([stack.revisions[0]?.outcome?.result, stack.folder.files.has(OWN)]).toEqual(['recovered_old', false]);
    });

    it('are left alone when somebody has made a third of it', async () => {
      await interrupted('[sshd]\nbantime = 1h\n');
      stack.folder.files.set(OWN, '[sshd]\nbantime = 3h\n');
      await stack.changes.recover();
      expect([stack.revisions[0]?.outcome?.result, digestOf(stack.folder.files.get(OWN) ?? '')]).toEqual(['left_alone', digestOf('[sshd]\nbantime = 3h\n')]);
      expect(stack.client.calls).not.toContain('reload sshd');
    });
  });
});
