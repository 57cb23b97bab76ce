import { describe, expect, it } from 'vitest';
import { createFakeConfigFiles } from '../../../test/fakes/createFakeConfigFiles';
import type { ConfigChange } from '../../contract/configChanges';
import { readOptions } from '../../domain/iniEdit';
import { BanguiError } from '../../domain/errors';
import { planChange } from './planChange';

const OWN = 'jail.d/zz-bangui-sshd.local';
const FILTER = 'filter.d/sshd.local';
const CONTEXT = { hasFilter: () => true, isLogPlace: () => true, allowsCommands: false };

function plan(change: ConfigChange, files: Record<string, string> = {}) {
  const { port } = createFakeConfigFiles({ 'jail.conf': '[sshd]\nenabled = true\n', 'filter.d/sshd.conf': '[Definition]\nfailregex = ^<HOST>$\n', ...files });
  return planChange(change, { files: port, context: CONTEXT, usersOf: async () => [] });
}
const set = (options: Record<string, string | string[] | null>): ConfigChange => ({ kind: 'set_options', jail: 'sshd', options });
const refusal = (code: string, field?: string) => expect.objectContaining({ code, ...(field !== undefined && { details: expect.objectContaining({ field }) }) });

describe('a change of a file that is indented by hand', () => {
  it('of a jail keeps every line a part of its value', async () => {
    const { text } = await plan(set({ ignoreregex: ['x', 'action = evil[actionban="id"]'] }), { [OWN]: '[sshd]\n    ignoreregex = foo\n' });
    expect([...readOptions(text ?? '').get('sshd')?.keys() ?? []]).toEqual(['ignoreregex']);
    expect(text).toBe('[sshd]\n    ignoreregex = x\n        action = evil[actionban="id"]\n');
  });

  it('of a filter keeps every line a part of its value', async () => {
    const { text } = await plan({ kind: 'set_filter', filter: 'sshd', options: { ignoreregex: ['x', '[INCLUDES]', 'before = /etc/shadow'] } }, { [FILTER]: '[Definition]\n\t\tignoreregex = foo\n' });
    expect(Object.fromEntries(readOptions(text ?? '').get('Definition') ?? [])).toEqual({ ignoreregex: ['x', '[INCLUDES]', 'before = /etc/shadow'] });
  });

  it.each([
    ['an option that stands twice, where the last one counts', '[sshd]\nmaxretry = 1\nmaxretry = 2\n'],
    ['a blank that is one for Python only', '[sshd]\n\u0085  maxretry = 1\n'],
  ])('is refused where it would not be what it says: %s', async (_name, text) => {
    await expect(plan(set({ maxretry: '5' }), { [OWN]: text })).rejects.toEqual(refusal('INVALID_INPUT', 'change'));
  });

  it('keeps the section behind one that goes, however it is indented', async () => {
    const { text } = await plan({ kind: 'delete_jail', jail: 'mine' }, { 'jail.d/zz-bangui-mine.local': '[a]\nport = 1\n[mine]\n    [b]\n    port = 2\n' });
    expect(text).toBe('[a]\nport = 1\n[b]\n    port = 2\n');
  });
});

describe('beside a file that cannot be read here', () => {
  const planBeside = (change: ConfigChange, unread = 'jail.d/huge.conf') => {
    const { port } = createFakeConfigFiles({ 'jail.conf': '[sshd]\nenabled = true\n', [unread]: 'x', 'jail.d/zz-bangui-mine.local': '[mine]\n' });
    const read = (path: string) => (path === unread ? Promise.reject(new BanguiError('INVALID_INPUT', 'It is larger than 1 MB.')) : port.read(path));
    return planChange(change, { files: { ...port, read }, context: CONTEXT, usersOf: async () => [] });
  };

  it('a jail that others know can be changed all the same', async () => {
    expect(await planBeside(set({ maxretry: '3' }))).toMatchObject({ path: OWN });
    expect(await planBeside({ kind: 'deactivate_jail', jail: 'sshd' })).toMatchObject({ path: OWN });
  });

  it.each<ConfigChange>([
    { kind: 'create_jail', jail: 'fresh', options: {} },
    { kind: 'activate_jail', jail: 'nosuch' },
    { kind: 'delete_jail', jail: 'mine' },
  ])('nothing is done that depends on what it says: $kind', async (change) => {
    await expect(planBeside(change)).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('jail.d/huge.conf') });
  });

  it('no defaults are changed where it would have the last word', async () => {
    await expect(planBeside({ kind: 'set_defaults', options: { maxretry: '3' } })).resolves.toMatchObject({ path: 'jail.d/zz-bangui.local' });
    await expect(planBeside({ kind: 'set_defaults', options: { maxretry: '3' } }, 'jail.d/zzz.local')).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('jail.d/zzz.local') });
  });
});

describe('commands', () => {
  it.each(['action', 'banaction', 'banaction_allports', 'ignorecommand', 'bantime.formula'])('are not taken back without the permission: %s', async (option) => {
    await expect(plan(set({ [option]: null }), { [OWN]: `[sshd]\n${option} = x\n` })).rejects.toEqual(refusal('FORBIDDEN'));
  });

  it('may be altered by no change but of what they are made of', async () => {
    const keeps = async (options: Record<string, string | string[] | null>) => (await plan(set(options))).keepsCommands;
    expect(await Promise.all([keeps({ port: '22' }), keeps({ port: '22', maxretry: '3' }), keeps({ maxretry: '3' }), keeps({ failregex: ['^<HOST>$'] }), keeps({ port: '22', ignoreregex: ['x'] })])).toEqual([false, false, true, true, true]);
    expect((await plan({ kind: 'set_filter', filter: 'sshd', options: { failregex: ['^a <HOST>$'] } })).keepsCommands).toBe(true);
    expect((await plan({ kind: 'deactivate_jail', jail: 'sshd' })).keepsCommands).toBeUndefined();
  });
});

describe('what is handed to programs', () => {
  it.each<[string, string]>([
    ['destemail', '-OQueueDirectory=/tmp@x.org'],
    ['destemail', 'a@-x.org'],
    ['sender', '-f@x.org'],
    ['chain', '-X'],
    ['chain', '_x'],
  ])('begins with a letter or digit: %s = %s', async (option, value) => {
    await expect(plan(set({ [option]: value }))).rejects.toEqual(refusal('INVALID_INPUT', option));
    await expect(plan(set({ chain: 'f2b-INPUT', destemail: 'root+a@localhost', sender: 'fail2ban@x.org' }))).resolves.toBeDefined();
  });
});

describe('a jail', () => {
  it('ignores no address, one, or a network, but not all', async () => {
    await expect(plan(set({ ignoreip: '192.0.2.1 0.0.0.0/0' }))).rejects.toEqual(refusal('INVALID_INPUT', 'ignoreip'));
    await expect(plan(set({ ignoreip: ['::/0'] }))).rejects.toEqual(refusal('INVALID_INPUT', 'ignoreip'));
    await expect(plan(set({ ignoreip: '10.1.2.3/0' }))).rejects.toEqual(refusal('INVALID_INPUT', 'ignoreip'));
    await expect(plan(set({ ignoreip: ['192.0.2.0/24 ::1', 'host.example.org'] }))).resolves.toBeDefined();
    expect((await plan(set({ ignoreip: ['127.0.0.1/8 ::1'] }))).text).toBe('[sshd]\nignoreip = 127.0.0.1/8 ::1\n');
  });

  it('has a name that leaves room in the name of a chain of iptables, and means nothing else to the server', async () => {
    const create = (jail: string) => plan({ kind: 'create_jail', jail, options: { filter: 'sshd' } });
    await expect(create('a'.repeat(25))).rejects.toEqual(refusal('INVALID_INPUT', 'jail'));
    await expect(create('a'.repeat(24))).resolves.toBeDefined();
    await expect(create('logtarget')).rejects.toEqual(refusal('INVALID_INPUT', 'jail'));
    await expect(plan({ kind: 'copy_jail', jail: 'dbfile', from: 'sshd' })).rejects.toEqual(refusal('INVALID_INPUT', 'jail'));
  });
});

describe('an expression that refers to another option of its filter', () => {
  const OF_MODE = '[INCLUDES]\nbefore = common.conf\n[Definition]\nmdre-normal = ^a <HOST>$\nfailregex = <mdre-<mode>>\n            ^without$\n            ^%(x)s 100%% (?:a+)+ <HOST>$\n[Init]\nmode = normal\n';
  const files = { 'filter.d/sshd.conf': OF_MODE, 'filter.d/common.conf': '[DEFAULT]\nlt_file/line = x\n' };
  const setFilter = (...failregex: string[]) => plan({ kind: 'set_filter', filter: 'sshd', options: { failregex } }, files);

  it('is taken where there is such an option, also of what the filter includes', async () => {
    for (const line of ['^x <mdre-<mode>>', '<mdre-normal>', '^<lt_<logtype>/line>', '<MDRE-normal>']) {
      await expect(setFilter(line)).resolves.toBeDefined();
    }
    for (const line of ['<mdr-<mode>>', '<HOTS>', '<host>', '^(?P<user>x)', '</F-USER>', '^x$']) {
      await expect(setFilter(line)).rejects.toEqual(refusal('INVALID_INPUT', 'failregex'));
    }
  });

  it('is not judged where it stands in the files already, and what is new beside it is', async () => {
    const known = ['<mdre-<mode>>', '^without$', '^%(x)s 100% (?:a+)+ <HOST>$'];
    expect((await setFilter(...known, '^b <HOST>$')).text).toContain('            ^b <HOST>'.trimStart());
    await expect(setFilter(...known, '^without either$')).rejects.toEqual(refusal('INVALID_INPUT', 'failregex'));
    await expect(plan(set({ failregex: ['^own$', '^c <HOST>$'] }), { [OWN]: '[sshd]\nfailregex = ^own$\n' })).resolves.toBeDefined();
    await expect(plan(set({ failregex: ['<mdre-normal>'] }), files)).rejects.toEqual(refusal('INVALID_INPUT', 'failregex'));
  });
});

describe('an expression that can take for ever', () => {
  const SLOW = '^%%s (?:[^\\[]+ )*\\[<HOST>\\]$';
  const setFilter = (options: Record<string, string | string[]>): ConfigChange => ({ kind: 'set_filter', filter: 'sshd', options });

  it('is refused in every option, and in every kind of change', async () => {
    await expect(plan(setFilter({ failregex: ['^(?:x+y?)+ from <HOST>$'] }))).rejects.toEqual(refusal('INVALID_INPUT', 'failregex'));
    await expect(plan(setFilter({ datepattern: '^(?:x+)+ %Y-%m-%d %H:%M:%S' }))).rejects.toEqual(refusal('INVALID_INPUT', 'datepattern'));
    await expect(plan(setFilter({ datepattern: '^%Y-%m-%d %H:%M:%S' }))).resolves.toBeDefined();
    await expect(plan(set({ ignoreregex: ['(?:ab|abab)+'] }))).rejects.toEqual(refusal('INVALID_INPUT', 'ignoreregex'));
  });

  it('may stay, and may be built upon, where the package brings it', async () => {
    const files = { 'filter.d/mail.conf': `[Definition]\nfailregex = ^a <HOST>$\n            ${SLOW}\n` };
    const lines = ['^%s (?:[^\\[]+ )*\\[<HOST>\\]$', '^b <HOST>$'];
    await expect(plan(setFilter({ failregex: lines }), files)).resolves.toBeDefined();
    await expect(plan(setFilter({ failregex: lines }))).rejects.toEqual(refusal('INVALID_INPUT', 'failregex'));
    await expect(plan(setFilter({ failregex: ['^%s  (?:[^\\[]+ )*\\[<HOST>\\]$'] }), files)).rejects.toEqual(refusal('INVALID_INPUT', 'failregex'));
  });
});

it.each(['rot13', 'hex', 'undefined', 'base64', 'zip', 'idna', 'punycode', 'unicode_escape', 'klingon'])('an encoding that is none of text is refused: %s', async (logencoding) => {
  await expect(plan(set({ logencoding }))).rejects.toEqual(refusal('INVALID_INPUT', 'logencoding'));
});

it.each(['auto', 'UTF-8', 'latin1', 'iso-8859-15', 'cp1252', 'koi8-r', 'shift_jis', 'us-ascii'])('an encoding of text is taken: %s', async (logencoding) => {
  await expect(plan(set({ logencoding }))).resolves.toBeDefined();
});
