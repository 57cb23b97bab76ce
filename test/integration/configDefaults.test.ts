import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULTS_FILE, startConfigStack } from './configStack';
import type { ConfigStack } from './configStack';

describe('the defaults of all jails of a real fail2ban', () => {
  let stack: ConfigStack;
  beforeAll(async () => {
    stack = await startConfigStack([{ name: 'sshd' }, { name: 'other', filter: 'sshd', action: 'witness', settings: { maxmatches: '4' } }, { name: 'sleeping', filter: 'sshd', enabled: false }]);
  });
  afterAll(() => stack?.dispose());
  const write = (file: string, text: string) => writeFile(path.join(stack.fail2ban.configDir, file), text);
  const textOf = (file: string) => readFile(path.join(stack.fail2ban.configDir, file), 'utf8').catch(() => null);
  const get = (...words: string[]) => stack.fail2ban.client('get', ...words);
  const optionOf = async (name: string, role: 'Viewer' | 'Admin' = 'Viewer') =>
    (await stack.sidecar.call('GET', '/config/defaults', { role })).body.options.find((option: { name: string }) => option.name === name);
  /** What fail2ban-client itself makes of the files. */
  const sent = async (jail: string, option: string) => new RegExp(`^\\['set', '${jail}', '${option}', (.*)\\]$`, 'm').exec(await stack.fail2ban.client('-d'))?.[1];

  it('win over [DEFAULT] of the package, of jail.local and of other files, and never over what a jail says itself', async () => {
    await write('jail.local', '[DEFAULT]\nmaxmatches = 21\n');
    await write('jail.d/by-hand.local', '[DEFAULT]\nmaxmatches = 22\n');
    await stack.fail2ban.client('reload');
    expect([await sent('sshd', 'maxmatches'), await sent('other', 'maxmatches')]).toEqual(['22', '4']);
    const interrupted = await stack.watchOther('other');
    await stack.fail2ban.ban('sshd', ['192.0.2.1']);

    const change = { kind: 'set_defaults', options: { maxmatches: '23' } };
    const shown = await stack.preview(change);
    expect(shown).toMatchObject({ status: 200, body: { path: DEFAULTS_FILE, expected: null, problems: [], jails: [{ jail: 'sshd', becomes: 'reloaded' }] } });
    const { jails, more } = shown.body.inheriting;
    expect([jails.includes('sshd') || more > 0, jails.includes('other'), jails.length <= 50, jails.length + more > 60]).toEqual([true, false, true, true]);
    const { status, body } = await stack.apply(change);
    expect([status, body.revision.result, body.revision.kind, body.revision.jails, body.jails, body.inheriting]).toEqual([200, 'applied', 'set_defaults', ['sshd'], shown.body.jails, shown.body.inheriting]);
    expect(await textOf(DEFAULTS_FILE)).toBe('[DEFAULT]\nmaxmatches = 23\n');
    expect([await sent('sshd', 'maxmatches'), await sent('other', 'maxmatches')]).toEqual(['23', '4']);
    expect([await get('sshd', 'maxmatches'), await get('other', 'maxmatches'), await get('sshd', 'banip')]).toEqual(['23', '4', '192.0.2.1']);
    expect(await interrupted()).toEqual([]);
    expect(await optionOf('maxmatches')).toMatchObject({ value: '23', origin: { file: DEFAULTS_FILE, line: 2, isDefault: true }, own: { jails: ['other'], more: 0 } });
  });

  it('are beaten by the file of ours for a jail', async () => {
    await stack.apply({ kind: 'set_options', jail: 'sshd', options: { maxmatches: '7' } });
    expect(await sent('sshd', 'maxmatches')).toBe('7');
    const { status, body } = await stack.apply({ kind: 'set_defaults', options: { maxmatches: '24' } });
    expect([status, body.jails, body.inheriting.jails.includes('sshd')]).toEqual([200, [], false]);
    expect([await sent('sshd', 'maxmatches'), await get('sshd', 'maxmatches')]).toEqual(['7', '7']);
    await stack.apply({ kind: 'set_options', jail: 'sshd', options: { maxmatches: null } });
    expect(await get('sshd', 'maxmatches')).toBe('24');
  });

  it('go back to what the other files say, and can be had again from their revision', async () => {
    expect(await stack.apply({ kind: 'set_defaults', options: { maxmatches: null } })).toMatchObject({ status: 200, body: { jails: [{ jail: 'sshd', becomes: 'reloaded' }] } });
    expect([await textOf(DEFAULTS_FILE), await get('sshd', 'maxmatches')]).toEqual([null, '22']);
    const { body } = await stack.sidecar.call('GET', `/config/revisions?path=${DEFAULTS_FILE}`);
    const restored = await stack.sidecar.call('POST', `/config/revisions/${body.revisions[0].id}/restore`, { body: { to: 'before', reason: '', expected: null } });
    expect(restored).toMatchObject({ status: 200, body: { jails: [{ jail: 'sshd', becomes: 'reloaded' }] } });
    expect(await get('sshd', 'maxmatches')).toBe('24');
    await stack.apply({ kind: 'set_defaults', options: { maxmatches: null } });
  });

  it('are refused where a file that is read later says the same', async () => {
    await write('jail.d/zzz-last.local', '[DEFAULT]\nmaxmatches = 25\n');
    expect(await sent('sshd', 'maxmatches')).toBe('25');
    const { status, body } = await stack.apply({ kind: 'set_defaults', options: { maxmatches: '26' } });
    expect([status, body.error_code, body.details.field]).toEqual([400, 'INVALID_INPUT', 'maxmatches']);
    expect(body.message).toContain('jail.d/zzz-last.local');
    await rm(path.join(stack.fail2ban.configDir, 'jail.d/zzz-last.local'));
  });

  it('are not held up by a jail that could not be loaded before', async () => {
    await write('jail.d/broken.local', `[broken]\nenabled = true\nfilter = sshd\nfailregex = ^( <HOST>$\nlogpath = ${path.join(stack.fail2ban.dir, 'sshd.log')}\nbackend = polling\n`);
    expect(await stack.apply({ kind: 'set_defaults', options: { maxmatches: '27' } })).toMatchObject({ status: 200, body: { jails: expect.arrayContaining([expect.objectContaining({ jail: 'broken', becomes: 'unchanged' }), expect.objectContaining({ jail: 'sshd', becomes: 'reloaded' })]) } });
    expect(await get('sshd', 'maxmatches')).toBe('27');
    const { status, body } = await stack.apply({ kind: 'set_options', jail: 'broken', options: { failregex: ['^[ <HOST>$'] } });
    expect([status, body.error_code]).toEqual([400, 'FAIL2BAN_REJECTED']);
    await rm(path.join(stack.fail2ban.configDir, 'jail.d/broken.local'));
    await stack.apply({ kind: 'set_defaults', options: { maxmatches: null } });
  });

  it('are refused before anything is written when fail2ban would not take them', async () => {
    const before = await stack.tree();
    const { status, body } = await stack.apply({ kind: 'set_defaults', options: { logencoding: 'no-such-code' } });
    expect([status, body.error_code, body.details.field]).toEqual([400, 'INVALID_INPUT', 'logencoding']);
    expect(await stack.tree()).toEqual(before);
    expect(await stack.listed()).toEqual(['other', 'sshd']);
  });

  it('are seen by a Viewer without what runs commands', async () => {
    expect(await optionOf('action')).toBeUndefined();
    expect(await optionOf('action', 'Admin')).toMatchObject({ origin: { file: 'jail.conf' } });
    // It is made of each jail's own name.
    expect(await optionOf('filter', 'Admin')).toMatchObject({ value: null, raw: expect.stringContaining('%(__name__)s') });
    expect((await stack.preview({ kind: 'set_defaults', options: { maxmatches: '9' } }, 'Editor')).status).toBe(403);
  });
});
