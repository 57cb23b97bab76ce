import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeClientProgram } from '../../../test/fakes/createFakeClientProgram';
import { createFakeConfigFiles, digestOf } from '../../../test/fakes/createFakeConfigFiles';
import { createFakeConfigRevisions } from '../../../test/fakes/createFakeConfigRevisions';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createConfigServices } from '../../../test/peer/configServices';
import { systemClock } from '../../host/systemClock';
import type { ConfigChange } from '../../contract/configChanges';
import type { ConfigStream } from '../../domain/configStream';
import { sortStream } from '../../domain/configStream';
import { BanguiError, Fail2banUnreachable } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import { SERVER_FILE } from './planServer';

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
  const told: string[] = [];
  const { changes, single } = createConfigServices({
    fail2ban: fail2ban.port,
    program,
    folder,
    revisions: revisions.port,
    dump,
    clock: systemClock,
    logger,
    writes,
    samples: () => ({ failing }),
    onLoading: (jail, revision) => void told.push(`${jail} ${revision} begun`),
    onLoaded: (jail, revision) => void told.push(`${jail} ${revision}`),
    onTakenBack: (revision, answers) => void told.push(`${revision} taken back${answers ? '' : ', unheard'}`),
    onUnloaded: (jail) => void told.push(`${jail} gone`),
  });
  return { changes, program, single, told, fail2ban, client, folder, revisions: revisions.revisions, port: revisions.port, events };
}

describe('changes of the configuration', () => {
  let stack: ReturnType<typeof createStack>;
  beforeEach(() => {
    stack = createStack();
  });

  it('write the intent before the file, and the outcome behind all', async () => {
    const { state, revision, jails } = await stack.changes.apply(CHANGE, ORDER, ANN);
    expect([state, revision?.result, revision?.actor, jails]).toEqual(['done', 'applied', 'ann', [{ jail: 'sshd', becomes: 'reloaded', endsBans: null, actions: ['noop'] }]]);
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

  it('tell which jails are loaded by which revision before and after, and of one that was taken back', async () => {
    const { revision } = await stack.changes.apply(CHANGE, ORDER, ANN);
    expect(stack.told).toEqual([`sshd ${revision?.id} begun`, `sshd ${revision?.id}`]);
    stack = createStack();
    stack.client.answers.reload = { ok: false, words: 'no' };
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED' });
    expect(stack.told).toEqual(['sshd 1 begun', '1 taken back']);
  });

  it('tell of the activation over which fail2ban went down, with the file as before', async () => {
    const { reloadIfExists } = stack.program;
    stack.program.reloadIfExists = async (jail) => {
      stack.fail2ban.circumstances.unreachable = 'not_running';
      return { ...(await reloadIfExists(jail)), ok: false, words: 'Unable to contact server' };
    };
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED' });
    expect([stack.told, stack.folder.files.has(OWN)]).toEqual([['sshd 1 begun', '1 taken back, unheard'], false]);
  });

  it('that are taken back leave the jails alone that were not reached', async () => {
    const both = (bantime: string): ConfigStream => sortStream(['other', 'sshd'].flatMap((name) => [['add', name, 'polling'], ['set', name, 'addfailregex', '^x <HOST>$'], ['set', name, 'addlogpath', '/var/log/auth.log', 'head'], ['set', name, 'bantime', bantime], ['set', name, 'addaction', 'noop']]));
    stack.program.stream = async (dir?: string) => both((dir === undefined ? stack.folder.files : stack.folder.stages.get(dir))?.has(OWN) ? '1h' : '600');
    stack.client.answers.reload = { ok: false, words: 'no' };
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED' });
    expect(stack.client.calls.filter((call) => call.startsWith('reload'))).toEqual(['reload other', 'reload other']);
  });

  it('wait for another change of jails that is under way', async () => {
    const end = stack.single.begin('reload', null);
    const [first, second] = [stack.changes.apply(CHANGE, ORDER, ANN), stack.changes.apply({ kind: 'set_options', jail: 'other', options: { bantime: '1h' } }, ORDER, ANN)];
    await vi.waitUntil(() => stack.folder.stages.size === 0);
    expect(stack.revisions).toEqual([]);
    end();
    expect((await first).state).toBe('done');
    await expect(second).rejects.toMatchObject({ code: 'JAIL_NOT_FOUND' });
  });

  it('end their waiting at the stop', async () => {
    stack.single.begin('reload', null);
    const change = stack.changes.apply(CHANGE, ORDER, ANN);
    const refused = expect(change).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await stack.changes.stop();
    await refused;
  });

  it('do not wait for a rollback, which waits for them', async () => {
    const end = stack.single.begin('rollback', 'sshd');
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
    end();
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).resolves.toMatchObject({ state: 'done' });
    stack.single.begin('restart', null)();
  });

  it('are put back while fail2ban is down, as a change of their own', async () => {
    const { revision } = await stack.changes.apply(CHANGE, ORDER, ANN);
    stack.fail2ban.circumstances.unreachable = 'not_running';
    await stack.changes.putBack(revision?.id ?? 0, 'it went down', ANN);
    expect(stack.folder.files.has(OWN)).toBe(false);
    expect(stack.revisions.at(-1)).toMatchObject({ kind: 'rollback', actor: 'ann', reason: 'it went down', after: null, outcome: { result: 'applied' } });
    await stack.changes.putBack(revision?.id ?? 0, 'it went down', ANN);
    expect(stack.revisions).toHaveLength(2);
  });

  it('that cannot be put back leave nothing open', async () => {
    const { revision } = await stack.changes.apply(CHANGE, ORDER, ANN);
    stack.folder.port.write = () => Promise.reject(new Error('disk full'));
    await expect(stack.changes.putBack(revision?.id ?? 0, 'it went down', ANN)).rejects.toThrow('disk full');
    expect(stack.revisions.at(-1)).toMatchObject({ kind: 'rollback', outcome: { result: 'rolled_back', words: 'disk full' } });
  });

  it('while fail2ban is down are tested on a copy as well, and tell it when nothing could be tested', async () => {
    stack.fail2ban.circumstances.unreachable = 'not_running';
    stack.client.answers.test = { ok: false, words: 'no such filter' };
    const baseline = stack.program.test;
    stack.program.test = async (dir) => (dir === undefined ? { ok: true, words: '' } : stack.folder.stages.has(dir) && stack.folder.stages.get(dir)?.has(OWN) ? baseline(dir) : { ok: true, words: '' });
    await expect(stack.changes.disable('sshd', 'it went down', ANN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'no such filter', applied: false } });
    expect([stack.folder.files.has(OWN), stack.revisions.length, stack.folder.stages.size]).toEqual([false, 0, 0]);
    stack.program.test = () => Promise.reject(new BanguiError('SURROUNDINGS_MISMATCH', 'The client is not there.'));
    await stack.changes.disable('sshd', 'it went down', ANN);
    expect(stack.folder.files.get(OWN)).toBe('[sshd]\nenabled = false\n');
    expect(stack.revisions).toMatchObject([{ kind: 'rollback', actor: 'ann', reason: 'it went down', before: null, outcome: { result: 'applied', words: 'The client is not there.' } }]);
  });

  describe('that another file takes the effect from', () => {
    const LATER = 'jail.d/zzz-local.local';

    it('are refused, and the answer says where it stands', async () => {
      stack.folder.files.set(LATER, '[sshd]\nfindtime = 5m\nbantime = 20m\n');
      const refusal = { code: 'INVALID_INPUT', details: { field: 'bantime', file: LATER, line: 3, value: '20m' }, message: expect.stringContaining('jail.d/zzz-local.local, line 3, is read after jail.d/zz-bangui-sshd.local') };
      await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject(refusal);
      expect([stack.folder.files.has(OWN), stack.revisions.length, stack.folder.stages.size]).toEqual([false, 0, 0]);
      expect(await stack.changes.preview(CHANGE)).toMatchObject({ problems: [{ error_code: 'INVALID_INPUT', field: 'bantime' }] });
    });

    it('are made when it says the same', async () => {
      stack.folder.files.set(LATER, '[sshd]\nbantime = 1h\n');
      await expect(stack.changes.apply(CHANGE, ORDER, ANN)).resolves.toMatchObject({ state: 'done', reverted: [] });
    });

    it('are told so when the file of our own said it already', async () => {
      stack.folder.files.set(OWN, '[sshd]\nbantime = 1h\n');
      await expect(stack.changes.apply(CHANGE, { ...ORDER, expected: digestOf('[sshd]\nbantime = 1h\n') }, ANN)).rejects.toMatchObject({ details: { field: 'change' } });
      stack.folder.files.set(LATER, '[sshd]\nbantime = 20m\n');
      await expect(stack.changes.apply(CHANGE, { ...ORDER, expected: digestOf('[sshd]\nbantime = 1h\n') }, ANN)).rejects.toMatchObject({ details: { field: 'bantime', file: LATER } });
    });

    it('of a filter are refused as well', async () => {
      stack.folder.files.set('filter.d/f.conf', '[Definition]\nfailregex = ^a <HOST>$\n[Init]\nmaxlines = 3\n');
      const set = (options: Record<string, string>) => stack.changes.preview({ kind: 'set_filter', filter: 'f', options });
      expect(await set({ failregex: '^b <HOST>$' })).toMatchObject({ problems: [] });
      expect(await set({ maxlines: '2' })).toMatchObject({ problems: [] });
      stack.folder.files.set('filter.d/f.z.local', '[Init]\nmaxlines = 7\n');
      expect(await set({ maxlines: '2' })).toMatchObject({ problems: [{ field: 'maxlines', message: expect.stringContaining('filter.d/f.z.local, line 2') }] });
    });

    it('say what an option is that was given back', async () => {
      const own = '[sshd]\nbantime = 1h\nmaxretry = 4\n';
      stack.folder.files.set(OWN, own);
      stack.folder.files.set('jail.local', '[sshd]\nbantime = 30m\n');
      const back: ConfigChange = { kind: 'set_options', jail: 'sshd', options: { bantime: null, maxretry: null } };
      const reverted = [{ option: 'bantime', value: '30m', place: { file: 'jail.local', line: 2 } }, { option: 'maxretry', value: null, place: null }];
      expect(await stack.changes.preview(back)).toMatchObject({ problems: [], reverted });
      expect(await stack.changes.apply(back, { ...ORDER, expected: digestOf(own) }, ANN)).toMatchObject({ state: 'done', reverted });
    });
  });

  it('show what a restore would do, and do nothing', async () => {
    const { revision } = await stack.changes.apply(CHANGE, ORDER, ANN);
    const files = new Map(stack.folder.files);
    expect(await stack.changes.previewRestore(revision?.id ?? 0, 'before')).toMatchObject({
      path: OWN,
      expected: digestOf('[sshd]\nbantime = 1h\n'),
      diff: [{ kind: 'removed', text: '[sshd]' }, { kind: 'removed', text: 'bantime = 1h' }],
      jails: [{ jail: 'sshd', becomes: 'reloaded' }],
      problems: [],
    });
    expect([stack.folder.files, stack.revisions.length]).toEqual([files, 1]);
    await expect(stack.changes.previewRestore(99, 'before')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are listed without comparing the same texts again', async () => {
    await stack.changes.apply(CHANGE, ORDER, ANN);
    const [first, again] = [await stack.changes.revisions(null, 50), await stack.changes.revisions(null, 50)];
    expect(first.revisions[0]?.diff.map(({ text }) => text)).toEqual(['[sshd]', 'bantime = 1h']);
    expect(again.revisions[0]?.diff).toBe(first.revisions[0]?.diff);
  });

  it('wait in a queue that has an end, and a request that comes again takes no place of its own', async () => {
    let release = () => {};
    const write = stack.folder.port.write;
    stack.folder.port.write = async (edit) => {
      await new Promise<void>((resolve) => (release = resolve));
      return write(edit);
    };
    const first = stack.changes.apply(CHANGE, { ...ORDER, key: 'one' }, ANN);
    const others = Array.from({ length: 19 }, () => stack.changes.apply(CHANGE, ORDER, ANN));
    const again = stack.changes.apply(CHANGE, { ...ORDER, key: 'one' }, ANN);
    await expect(stack.changes.apply(CHANGE, ORDER, ANN)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await expect(stack.changes.setServer([['loglevel', 'NOTICE']], '', ANN)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await vi.waitUntil(() => stack.revisions.length === 1);
    release();
    expect((await first).revision?.id).toBe((await again).revision?.id);
    expect(new Set((await Promise.allSettled(others)).map(({ status }) => status))).toEqual(new Set(['rejected']));
    stack.folder.port.write = write;
    await expect(stack.changes.apply({ kind: 'set_options', jail: 'sshd', options: { bantime: '1h', maxretry: '4' } }, { ...ORDER, expected: digestOf('[sshd]\nbantime = 1h\n') }, ANN)).resolves.toMatchObject({ state: 'done' });
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

    it('reach the running server when they are of its file', async () => {
      await stack.port.beginConfigRevision({ at: 1, actor: 'ann', reason: '', kind: 'set_server', path: SERVER_FILE, before: null, after: '[Definition]\n', jails: [] });
      stack.folder.files.set(SERVER_FILE, '[Definition]\n');
      stack.program.stream = async () => ({ ...streamWith('600'), server: [['set', 'loglevel', 'notice'], ['set', 'dbpurgeage', '2d'], ['set', 'logtarget', '/x']] });
      await stack.changes.recover();
      expect(stack.revisions[0]?.outcome?.result).toBe('recovered_new');
      expect(stack.fail2ban.circumstances).toMatchObject({ logLevel: 'NOTICE', purgeAge: 172_800 });
    });

    it('are put back when it does not', async () => {
      await interrupted('[sshd]\nbantime = 1h\n');
      stack.folder.files.set(OWN, '[sshd]\nbantime = 1h\n');
      stack.client.answers.reload = { ok: false, words: 'no' };
      await stack.changes.recover();
      expect([stack.revisions[0]?.outcome?.result, stack.folder.files.has(OWN)]).toEqual(['recovered_old', false]);
    });

    it('are left as they are while fail2ban cannot be asked, and settled when it answers', async () => {
      await interrupted('[sshd]\nbantime = 1h\n');
      stack.folder.files.set(OWN, '[sshd]\nbantime = 1h\n');
      stack.fail2ban.circumstances.unreachable = 'not_running';
      await stack.changes.recover();
      await stack.changes.answered();
      expect([stack.revisions[0]?.outcome, stack.folder.files.has(OWN), stack.events().filter((event) => event === 'config_recovery_waits')]).toEqual([null, true, ['config_recovery_waits']]);
      stack.single.begin('rollback', 'sshd')();
      stack.fail2ban.circumstances.unreachable = null;
      await stack.changes.answered();
      expect(stack.revisions[0]?.outcome?.result).toBe('recovered_new');
    });

    it('wait for the jails of a server that was just started', async () => {
      await interrupted('[sshd]\nbantime = 1h\n');
      stack.folder.files.set(OWN, '[sshd]\nbantime = 1h\n');
      const { jailNames } = stack.fail2ban.port;
      stack.fail2ban.port.jailNames = async () => [];
      await stack.changes.recover();
      expect([stack.revisions[0]?.outcome, stack.client.calls]).toEqual([null, expect.not.arrayContaining(['reload sshd'])]);
      stack.fail2ban.port.jailNames = jailNames;
      await stack.changes.answered();
      expect(stack.revisions[0]?.outcome?.result).toBe('recovered_new');
    });

    it('stay when they took back what fail2ban went down over, whatever it says', async () => {
      const crashing = '[sshd]\nbantime = 1h\n';
      await stack.port.beginConfigRevision({ at: 1, actor: 'ann', reason: '', kind: 'rollback', path: OWN, before: crashing, after: null, jails: [] });
      stack.fail2ban.circumstances.unreachable = 'not_running';
      await stack.changes.recover();
      expect([stack.revisions[0]?.outcome?.result, stack.folder.files.has(OWN)]).toEqual(['recovered_new', false]);
    });

    it('are put back by a rollback meanwhile, which is no change from outside', async () => {
      const id = await interrupted('[sshd]\nbantime = 1h\n');
      stack.folder.files.set(OWN, '[sshd]\nbantime = 1h\n');
      stack.fail2ban.circumstances.unreachable = 'not_running';
      await stack.changes.recover();
      await stack.changes.putBack(id, 'it went down', ANN);
      stack.fail2ban.circumstances.unreachable = null;
      await stack.changes.answered();
      expect(stack.revisions.map(({ kind, outcome }) => [kind, outcome?.result])).toEqual([['set_options', 'recovered_old'], ['rollback', 'applied']]);
    });

    it('that cannot be settled are left alone, and the others are not', async () => {
      await stack.port.beginConfigRevision({ at: 1, actor: 'ann', reason: '', kind: 'edit_file', path: 'jail.d/x.local', before: null, after: 'x', jails: [] });
      await interrupted('[sshd]\nbantime = 1h\n');
      const { digest } = stack.folder.port;
      stack.folder.port.digest = async (path) => (path === 'jail.d/x.local' ? Promise.reject(new BanguiError('INVALID_INPUT', 'It is a link.')) : digest(path));
      await stack.changes.recover();
      expect(stack.revisions.map(({ outcome }) => [outcome?.result, outcome?.words])).toEqual([['left_alone', 'It is a link.'], ['recovered_old', '']]);
    });

    it('take the turn of others only when there are any', async () => {
      let release: (() => void) | null = null;
      stack.port.openConfigRevisions = () => new Promise((resolve) => (release = () => resolve([])));
      const recovered = stack.changes.recover();
      await vi.waitUntil(() => release !== null);
      stack.single.begin('rollback', 'sshd')();
      stack.port.openConfigRevisions = async () => [];
      (release as (() => void) | null)?.();
      await recovered;
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
