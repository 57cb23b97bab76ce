import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../stack/waitFor';
import { startConfigStack } from './configStack';
import type { ConfigStack } from './configStack';

const NEW = 'jail.d/newj.local';
const JAILS = ['other', 'sshd'];

describe('mistakes in the configuration of a real fail2ban', () => {
  let stack: ConfigStack;
  let log = '';
  beforeAll(async () => {
    stack = await startConfigStack([{ name: 'sshd' }, { name: 'other', filter: 'sshd', action: 'witness' }], { BANGUI_ALLOW_COMMANDS: 'true' });
    log = stack.fail2ban.jailLogs.sshd ?? '';
    await mkdir(path.join(path.dirname(log), 'folder'));
    await writeFile(path.join(stack.fail2ban.configDir, 'action.d/bangui-badstart.conf'), '[Definition]\nactionstart = echo no way >&2; exit 3\nactionban = true\n');
    await writeFile(path.join(stack.fail2ban.configDir, 'filter.d/empty.conf'), '[Definition]\nfailregex =\n');
    await writeFile(path.join(stack.fail2ban.configDir, 'action.d/bangui-broken.py'), 'import nosuchmodule\n');
  });
  afterAll(() => stack?.dispose());

  function jail(keys: Record<string, string | null> = {}, more = ''): string {
    const all = { enabled: 'true', filter: 'sshd', logpath: log, backend: 'polling', action: 'bangui-noop', ...keys };
    return `[newj]\n${Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [`${key} = ${value}\n`])).join('')}${more}`;
  }
  const newJail = (keys: Record<string, string | null>, more = '') => () => ({ kind: 'edit_file', path: NEW, text: jail(keys, more) });
  const ofSshd = (line: string) => () => ({ kind: 'edit_file', path: 'jail.d/zz-hand.local', text: `[sshd]\n${line}\n` });
  const filter = (text: string) => () => ({ kind: 'edit_file', path: 'filter.d/sshd.local', text });

  const REFUSED: Array<[string, () => { kind: string; path: string; text: string }, RegExp]> = [
    ['A: a missing log file', newJail({ logpath: '/var/log/bangui-no-such.log' }), /Have not found any log file|would watch nothing/],
    ['A: a line that means nothing', newJail({}, 'this is garbage\n'), /parsing errors|this is garbage/],
    ['A: an option twice', newJail({}, 'enabled = true\n'), /already exists/],
    ['A: a section twice', newJail({}, '[newj]\nenabled = true\n'), /already exists/],
    ['A: an unknown name in a value', newJail({ bantime: '%(nosuchvar)s' }), /nosuchvar/],
    ['A: a single percent sign', newJail({ datepattern: '%Y-%m' }), /'%' must be followed|interpolation|syntax/i],
    ['A: no section', () => ({ kind: 'edit_file', path: NEW, text: 'enabled = true\n' }), /no section headers/],
    ['A: a tag that contains itself', filter('[Definition]\nfailregex = <failregex>\n'), /self referencing|recursion/i],
    ['A: an unknown log level', () => ({ kind: 'edit_file', path: 'fail2ban.d/x.local', text: '[Definition]\nloglevel = BOGUS\n' }), /log level/i],
    ['B: a missing filter', newJail({ filter: 'nosuchfilter' }), /nosuchfilter/],
    ['B: an unknown action', newJail({ action: 'nosuchaction' }), /nosuchaction/],
    ['B: broken brackets', newJail({ action: 'bangui-noop[name="x' }), /bangui-noop|option syntax/],
    ['C: an expression that cannot be compiled', filter('[Definition]\nfailregex = ^( <HOST>$\n'), /Unable to compile|unterminated/],
    ['C: an expression to ignore that cannot be compiled', filter('[Definition]\nignoreregex = ^(\n'), /Unable to compile|unterminated/],
    ['C: a prefix that cannot be compiled', filter('[Definition]\nprefregex = ^(<F-CONTENT>.+</F-CONTENT>$\n'), /Unable to compile|unterminated/],
    ['C: an expression without a host', newJail({ filter: 'empty', failregex: '^nobody$' }), /failure-id group/],
    ['C: a ban time that is none', ofSshd('bantime = abc'), /bantime/],
    ['C: a ban time that is a program', ofSshd("bantime = __import__('os').getpid()"), /bantime|characters/],
    ['C: a find time that is none', ofSshd('findtime = 10 parsecs'), /findtime/],
    ['C: a count that is none', ofSshd('maxretry = abc'), /int\(\)|maxretry|invalid literal/i],
    ['C: an unknown backend', ofSshd('backend = carrier-pigeon'), /backend/i],
    ['C: an unknown encoding', ofSshd('logencoding = klingon'), /encoding/i],
    ['C: a wrong formula', ofSshd('bantime.formula = ban.Time * ('), /was never closed|invalid syntax|unexpected EOF|formula/],
    ['C: wrong multipliers', ofSshd('bantime.multipliers = 1 two'), /multipliers/],
    ['C: a folder for a log', ofSshd(`logpath = %(FOLDER)s`), /folder|directory|regular/i],
    ['C: an action in Python that cannot be loaded', newJail({ action: 'bangui-broken.py' }), /nosuchmodule|bangui-broken/],
    ['D: no log', newJail({ logpath: null }), /log|watch nothing/],
    ['D: no expression', newJail({ filter: 'empty' }), /no expression/],
    ['D: a switch that is neither', newJail({ enabled: 'maybe' }), /true or false/],
    ['D: an address that is none', newJail({ ignoreip: 'not_an_ip 300.1.2.3' }), /address/i],
    ['D: a date that is none', newJail({ datepattern: 'yesterday' }), /datepattern/],
    ['D: a file to include that is missing', filter('[INCLUDES]\nbefore = nosuch.conf\n'), /nosuch\.conf/],
    ['D: an unknown word for usedns', newJail({ usedns: 'perhaps' }), /usedns/],
    ['D: no number of lines', newJail({ maxlines: 'many' }), /maxlines/],
    ['D: no action', newJail({ action: '' }), /no action/],
    ['D: a start action that fails', newJail({ action: 'bangui-badstart' }), /Failed to start jail 'newj'/],
    ['D: a start action that fails, in a jail that runs', ofSshd('action = bangui-badstart'), /Failed to start jail 'sshd'/],
    ['a name with a blank', () => ({ kind: 'edit_file', path: NEW, text: jail().replace('[newj]', '[new jail]') }), /jail name/],
  ];

  it('are each refused or taken back in words that help, and nothing else is touched', async () => {
    const before = await stack.tree();
    const interrupted = await stack.watchOther('other');
    await stack.fail2ban.ban('sshd', ['192.0.2.99']);
    const told: string[] = [];
    for (const [name, change, words] of REFUSED) {
      const { kind, path: file, text } = change();
      const { status, body } = await stack.apply({ kind, path: file, text: text.replace('%(FOLDER)s', path.join(path.dirname(log), 'folder')) });
      told.push(`${name}: ${status} ${body.error_code} ${body.message}`);
      expect.soft([name, status, ['INVALID_INPUT', 'FAIL2BAN_REJECTED'].includes(body.error_code) ? 'refused' : body.error_code]).toEqual([name, 400, 'refused']);
      expect.soft(String(body.message), name).toMatch(words);
      expect.soft(await stack.tree(), name).toEqual(before);
    }
    expect(await stack.listed()).toEqual(JAILS);
    expect(await interrupted()).toEqual([]);
    await waitFor('the bans of the jail that was taken back', async () => (await stack.fail2ban.client('get', 'sshd', 'banip')).includes('192.0.2.99'));
    expect(await stack.fail2ban.client('get', 'sshd', 'actions')).toContain('bangui-record');
    if (process.env.BANGUI_TEST_SHOW) {
      process.stdout.write(`${told.join('\n')}\n`);
    }
    expect((await readFile(stack.fail2ban.logPath, 'utf8')).match(/Creating new jail 'newj'/g)).toHaveLength(2);
  }, 180_000);

  it('of somebody else, who left a configuration that cannot be read, can be mended: other jails are not touched', async () => {
    const hand = path.join(stack.fail2ban.configDir, 'jail.d/bad.local');
    await writeFile(hand, `[bad]\nenabled = true\nfilter = sshd\nlogpath = ${log}\nbantime = %(nosuch)s\n`);
    const interrupted = await stack.watchOther('other');
    const { status, body } = await stack.apply({ kind: 'deactivate_jail', jail: 'bad' });
    expect([status, body.message, body.jails]).toEqual([200, undefined, [expect.objectContaining({ jail: 'bad', becomes: 'unchanged' })]]);
    expect([await stack.listed(), await interrupted()]).toEqual([JAILS, []]);
    await rm(hand);
    expect(await stack.apply({ kind: 'delete_jail', jail: 'bad' })).toMatchObject({ status: 200 });
  });

  it('are none where the text is right: it is taken up by every jail that it concerns', async () => {
    const change = { kind: 'edit_file', path: 'jail.d/hand.local', text: '# mine\n[DEFAULT]\nmaxmatches = 4\n' };
    const { body } = await stack.apply(change);
    expect(body.jails).toMatchObject([{ jail: 'other', becomes: 'reloaded' }, { jail: 'sshd', becomes: 'reloaded' }]);
    expect(await stack.fail2ban.client('get', 'sshd', 'maxmatches')).toBe('4');
    expect(await stack.apply({ ...change, text: null })).toMatchObject({ status: 200 });
    expect(await stack.fail2ban.client('get', 'sshd', 'maxmatches')).not.toBe('4');
  });
});
