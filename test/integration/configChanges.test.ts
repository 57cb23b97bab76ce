import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureLine } from '../stack/logLines';
import { waitFor } from '../stack/waitFor';
import { OWN_FILE, startConfigStack } from './configStack';
import type { ConfigStack } from './configStack';

const OWN = OWN_FILE('sshd');

describe('changes of the configuration of a real fail2ban', () => {
  let stack: ConfigStack;
  beforeAll(async () => {
    stack = await startConfigStack([{ name: 'sshd' }, { name: 'other', filter: 'sshd', action: 'witness' }, { name: 'sleeping', filter: 'sshd', enabled: false }]);
  });
  afterAll(() => stack?.dispose());
  const textOf = (file: string) => readFile(path.join(stack.fail2ban.configDir, file), 'utf8').catch(() => null);
  const get = (...words: string[]) => stack.fail2ban.client('get', ...words);

  it('set options of a jail in a file of their own, with a revision, and let its bans alone', async () => {
    const interrupted = await stack.watchOther('other');
    await stack.fail2ban.ban('sshd', ['192.0.2.1']);
    const shown = await stack.preview({ kind: 'set_options', jail: 'sshd', options: { bantime: '2h', maxretry: '7' } });
    expect(shown).toMatchObject({ status: 200, body: { path: OWN, expected: null, problems: [], jails: [{ jail: 'sshd', becomes: 'reloaded' }] } });
    expect(shown.body.diff.map(({ text }: { text: string }) => text)).toEqual(['[sshd]', 'bantime = 2h', 'maxretry = 7']);
    expect(await textOf(OWN)).toBeNull();

    const { status, body } = await stack.apply({ kind: 'set_options', jail: 'sshd', options: { bantime: '2h', maxretry: '7' } }, { reason: 'longer' });
    expect([status, body.state, body.revision.result, body.revision.actor]).toEqual([200, 'done', 'applied', 'token:admin']);
    expect(await textOf(OWN)).toBe('[sshd]\nbantime = 2h\nmaxretry = 7\n');
    expect([await get('sshd', 'bantime'), await get('sshd', 'maxretry'), await get('sshd', 'banip')]).toEqual(['7200', '7', '192.0.2.1']);
    expect(await interrupted()).toEqual([]);

    const back = await stack.apply({ kind: 'set_options', jail: 'sshd', options: { bantime: null } });
    expect(back.status).toBe(200);
    expect(await get('sshd', 'bantime')).toBe('600');
    await stack.apply({ kind: 'set_options', jail: 'sshd', options: { maxretry: null } });
    expect(await textOf(OWN)).toBeNull();
    expect(await get('sshd', 'maxretry')).toBe('3');
  });

  it('tell how many bans in force end where a shorter ban time comes into force, also by what a jail was told while it ran', async () => {
    const shorter = { kind: 'set_options', jail: 'sshd', options: { bantime: '1s' } };
    await stack.fail2ban.client('set', 'sshd', 'bantime', '9000');
    await stack.fail2ban.ban('sshd', ['192.0.2.21', '192.0.2.22']);
    const old = await waitFor('the bans to be older than the new time', async () => {
      const { body } = await stack.preview(shorter);
      return body.jails[0]?.endsBans > 1 ? body : null;
    });
    const held = (await get('sshd', 'banip')).split(/\s+/).length;
    expect(old).toMatchObject({ problems: [], jails: [{ jail: 'sshd', becomes: 'reloaded', endsBans: held, actions: [expect.any(String)] }] });
    expect((await stack.preview({ kind: 'set_options', jail: 'sshd', options: { maxretry: '8' } })).body.jails).toMatchObject([{ endsBans: 0 }]);
    expect((await stack.preview({ kind: 'set_options', jail: 'sshd', options: { bantime: '1w' } })).body.jails).toMatchObject([{ endsBans: null }]);
    expect((await stack.apply(shorter)).body.jails).toMatchObject([{ endsBans: held }]);
    // fail2ban looks for bans that are over when a ban ends that it knows the time of.
    await stack.fail2ban.ban('sshd', ['192.0.2.23']);
    await waitFor('the bans to be lifted', async () => ((await get('sshd', 'banip')) === '' ? true : null));
    expect((await stack.apply({ kind: 'set_options', jail: 'sshd', options: { bantime: null } })).status).toBe(200);
  });

  it('build upon the expressions of a filter that choose others by its mode, and report only what is new', async () => {
    const { body } = await stack.sidecar.call('GET', '/config/filters/sshd');
    const { raw } = body.options.find(({ name }: { name: string }) => name === 'failregex');
    const known = String(raw).split('\n').map((line) => line.trim().replaceAll('%%', '%')).filter((line) => line !== '');
    expect(known).toContain('<mdre-<mode>>');
    const withOne = (line: string) => ({ kind: 'set_filter', filter: 'sshd', options: { failregex: [...known, line] } });
    expect((await stack.preview(withOne('^new from <HOST>$'))).body).toMatchObject({ problems: [], jails: [{ becomes: 'reloaded' }, { becomes: 'reloaded' }] });
    expect((await stack.preview(withOne('^new from <HOTS>$')))).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT', details: { field: 'failregex' } } });
  });

  it('are refused where a file that is read later would win, and tell what an option is that was given back', async () => {
    const later = path.join(stack.fail2ban.configDir, 'jail.d/zzz-local.local');
    const change = { kind: 'set_options', jail: 'sshd', options: { maxretry: '9' } };
    await writeFile(later, '# by hand\n[sshd]\nmaxretry = 6\n');
    const details = { field: 'maxretry', file: 'jail.d/zzz-local.local', line: 3, value: '6' };
    expect(await stack.apply(change)).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT', details } });
    expect((await stack.preview(change)).body.problems).toMatchObject([{ error_code: 'INVALID_INPUT', field: 'maxretry', message: expect.stringContaining('jail.d/zzz-local.local, line 3') }]);
    await writeFile(later, '[sshd]\nenabled = true\n');
    expect(await stack.apply({ kind: 'deactivate_jail', jail: 'sshd' })).toMatchObject({ status: 400, body: { details: { field: 'enabled', file: 'jail.d/zzz-local.local', line: 2 } } });
    expect(await textOf(OWN)).toBeNull();
    await rm(later);
    // The jail's own file is read before the file of our own.
    expect(await stack.apply(change)).toMatchObject({ status: 200 });
    expect(await get('sshd', 'maxretry')).toBe('9');
    const back = await stack.apply({ kind: 'set_options', jail: 'sshd', options: { maxretry: null } });
    expect(back.body.reverted).toEqual([{ option: 'maxretry', value: '3', place: { file: 'jail.d/sshd.local', line: expect.any(Number) } }]);
    expect(await get('sshd', 'maxretry')).toBe('3');
  });

  it('create, activate, deactivate and delete a jail of our own with a filter of our own, which bans', async () => {
    const log = stack.fail2ban.jailLogs.sshd ?? '';
    expect(await stack.apply({ kind: 'create_filter', filter: 'mine', options: { failregex: ['^fail 100% from <HOST>$', '^again from <HOST>$'], datepattern: '%Y-%m-%d %H:%M:%S' } })).toMatchObject({ status: 200 });
    expect(await textOf('filter.d/mine.local')).toContain('^fail 100%% from <HOST>$\n    ^again');
    // No jail uses it yet.
    const broken = await stack.preview({ kind: 'set_filter', filter: 'mine', options: { failregex: ['^( from <HOST>$'] } });
    expect(broken.body.problems).toMatchObject([{ error_code: 'FAIL2BAN_REJECTED', field: 'failregex', message: expect.stringMatching(/Unable to compile/) }]);
    const options = { filter: 'mine', logpath: [log], maxretry: '1', bantime: '10m', findtime: '1d' };
    expect(await stack.apply({ kind: 'create_jail', jail: 'mine', options })).toMatchObject({ status: 200, body: { jails: [{ jail: 'mine', becomes: 'inactive', actions: [expect.any(String)] }] } });
    expect(await stack.listed()).not.toContain('mine');
    expect(await stack.apply({ kind: 'activate_jail', jail: 'mine' })).toMatchObject({ status: 200, body: { jails: [{ jail: 'mine', becomes: 'loaded' }] } });
    expect(await stack.listed()).toContain('mine');
    expect(await get('mine', 'failregex')).toContain('fail 100%');

    const changed = await stack.apply({ kind: 'set_filter', filter: 'mine', options: { failregex: ['%(known/failregex)s', '^new from <HOST>$'] } });
    expect(changed).toMatchObject({ status: 400, body: { error_code: 'FAIL2BAN_REJECTED' } });
    expect(await stack.apply({ kind: 'set_filter', filter: 'mine', options: { failregex: ['^new from <HOST>$'] } })).toMatchObject({ status: 200, body: { jails: [{ jail: 'mine', becomes: 'reloaded' }] } });
    expect(await get('mine', 'failregex')).toContain('new from');
    expect(await stack.apply({ kind: 'delete_filter', filter: 'mine' })).toMatchObject({ status: 400, body: { error_code: 'FAIL2BAN_REJECTED' } });

    expect(await stack.apply({ kind: 'deactivate_jail', jail: 'mine' })).toMatchObject({ status: 200, body: { jails: [{ jail: 'mine', becomes: 'unloaded' }] } });
    expect(await stack.listed()).not.toContain('mine');
    expect(await stack.apply({ kind: 'delete_jail', jail: 'mine' })).toMatchObject({ status: 200 });
    expect(await stack.apply({ kind: 'delete_filter', filter: 'mine' })).toMatchObject({ status: 200 });
    expect(await textOf(OWN_FILE('mine'))).toBeNull();
  });

  it('copy a jail, which runs beside the first once it is activated', async () => {
    expect(await stack.apply({ kind: 'copy_jail', from: 'sshd', jail: 'twin' })).toMatchObject({ status: 200 });
    expect(await stack.apply({ kind: 'activate_jail', jail: 'twin' })).toMatchObject({ status: 200 });
    expect(await get('twin', 'failregex')).toBe(await get('sshd', 'failregex'));
    expect(await stack.apply({ kind: 'delete_jail', jail: 'sshd' })).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT' } });
    expect(await stack.apply({ kind: 'delete_jail', jail: 'twin' })).toMatchObject({ status: 200, body: { jails: [{ becomes: 'unloaded' }] } });
    expect(await stack.listed()).toEqual(['other', 'sshd']);
  });

  it('activate a jail that the files have disabled, and it finds failures', async () => {
    expect(await stack.apply({ kind: 'activate_jail', jail: 'sleeping' })).toMatchObject({ status: 200 });
    await appendFile(stack.fail2ban.jailLogs.sleeping ?? '', [1, 2, 3].map(() => `${failureLine('sshd', { address: '198.51.100.9', user: 'root', when: new Date() })}\n`).join(''));
    await waitFor('the ban', async () => (await get('sleeping', 'banip')).includes('198.51.100.9'));
    expect(await stack.apply({ kind: 'deactivate_jail', jail: 'sleeping' })).toMatchObject({ status: 200 });
  });

  it('of the text of a file take a permission, and so does what its hand edits said of commands', async () => {
    const change = { kind: 'edit_file', path: 'jail.d/hand.local', text: '# mine\n' };
    expect(await stack.apply(change)).toMatchObject({ status: 403, body: { error_code: 'FORBIDDEN', details: { needed: 'BANGUI_ALLOW_COMMANDS' } } });

    const file = path.join(stack.fail2ban.configDir, OWN);
    await writeFile(file, '[sshd]\naction = bangui-record[name="$(id)"]\n');
    await stack.apply({ kind: 'set_options', jail: 'sshd', options: { findtime: '4h' } });
    await rm(file);
    const { body } = await stack.sidecar.call('GET', `/config/revisions?path=${OWN}`);
    const outside = body.revisions.find(({ kind, diff }: { kind: string; diff: Array<{ text: string }> }) => kind === 'outside' && diff.some(({ text }) => text.includes('$(id)')));
    const restored = await stack.sidecar.call('POST', `/config/revisions/${outside.id}/restore`, { body: { to: 'after', reason: '', expected: null } });
    expect(restored).toMatchObject({ status: 403, body: { error_code: 'FORBIDDEN' } });
    expect(await stack.sidecar.call('POST', `/config/revisions/${outside.id}/restore/preview`, { body: { to: 'after' } })).toMatchObject({ status: 403, body: { error_code: 'FORBIDDEN' } });
    expect(await stack.digestOf(OWN)).toBeNull();
  });

  it('are refused when somebody was faster, and answered once for one key', async () => {
    const change = { kind: 'set_options', jail: 'sshd', options: { findtime: '1h' } };
    const [one, two] = await Promise.all([stack.apply(change, { key: 'k1' }), stack.apply(change, { key: 'k1' })]);
    expect([one.status, two.status, one.body.revision.id]).toEqual([200, 200, two.body.revision.id]);
    expect((await stack.apply({ ...change, options: { findtime: '2h' } }, { expected: null, key: 'k1' })).body.error_code).toBe('INVALID_INPUT');
    const stale = await stack.apply({ ...change, options: { findtime: '2h' } }, { expected: null });
    expect([stale.status, stale.body.error_code]).toEqual([409, 'REVISION_CONFLICT']);
    expect(await get('sshd', 'findtime')).toBe('3600');
  });

  it('can be had back from their revisions, also a hand edit that was noticed', async () => {
    await writeFile(path.join(stack.fail2ban.configDir, OWN), '[sshd]\nfindtime = 3h\n');
    await stack.apply({ kind: 'set_options', jail: 'sshd', options: { findtime: '4h' } });
    const { body } = await stack.sidecar.call('GET', `/config/revisions?path=${OWN}`);
    const [newest, outside] = body.revisions;
    expect([newest.result, outside.result, outside.kind]).toEqual(['applied', 'outside', 'outside']);
    const shown = await stack.sidecar.call('POST', `/config/revisions/${newest.id}/restore/preview`, { body: { to: 'before' } });
    expect(shown).toMatchObject({ status: 200, body: { path: OWN, expected: await stack.digestOf(OWN), jails: [{ jail: 'sshd', becomes: 'reloaded' }], problems: [] } });
    expect(shown.body.diff).toEqual(expect.arrayContaining([{ kind: 'added', text: 'findtime = 3h' }]));
    expect(await get('sshd', 'findtime')).toBe('14400');
    const restored = await stack.sidecar.call('POST', `/config/revisions/${newest.id}/restore`, { body: { to: 'before', reason: 'no', expected: await stack.digestOf(OWN) } });
    expect(restored).toMatchObject({ status: 200, body: { revision: { kind: 'restore' } } });
    expect(await textOf(OWN)).toBe('[sshd]\nfindtime = 3h\n');
    expect(await get('sshd', 'findtime')).toBe('10800');
  });

  it('of others are noticed without any of ours, and can be taken back', async () => {
    const look = () => stack.sidecar.call('POST', '/jobs/config_watch/run', { body: {} });
    const newest = async () => (await stack.sidecar.call('GET', '/config/revisions')).body.revisions[0];
    const byHand = 'jail.d/by-hand.local';
    expect(await look()).toMatchObject({ status: 200, body: { result: 'done' } });
    await writeFile(path.join(stack.fail2ban.configDir, byHand), '[DEFAULT]\nmaxmatches = 5\n');
    await look();
    expect(await newest()).toMatchObject({ path: byHand, kind: 'outside', result: 'outside', actor: '' });
    await look();
    const { id, kind } = await newest();
    expect(kind).toBe('outside');
    expect(await stack.sidecar.call('POST', `/config/revisions/${id}/restore`, { body: { to: 'before', reason: '', expected: await stack.digestOf(byHand) } })).toMatchObject({ status: 200 });
    await look();
    expect([(await newest()).kind, await stack.digestOf(byHand)]).toEqual(['restore', null]);
  });

  it('are for Admins, and audited', async () => {
    expect((await stack.preview({ kind: 'activate_jail', jail: 'sshd' }, 'Editor')).body.error_code).toBe('FORBIDDEN');
    expect((await stack.sidecar.call('GET', '/config/revisions', { role: 'Editor' })).status).toBe(403);
    expect((await stack.sidecar.call('GET', '/config/access', { role: 'Viewer' })).body).toEqual({ writes: true, reason: null, commands: false });
    expect(stack.sidecar.records().filter(({ event, action }) => event === 'audit' && action === 'change_config').length).toBeGreaterThan(10);
  });
});
