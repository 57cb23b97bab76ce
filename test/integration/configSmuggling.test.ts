import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOptions } from '../../pkg/domain/iniEdit';
import { repeatsItself } from '../../pkg/services/config/regexRules';
import { findFail2ban } from '../stack/fail2banPackage';
import { waitFor } from '../stack/waitFor';
import { startConfigStack } from './configStack';
import type { ConfigStack } from './configStack';

describe('what is smuggled into the configuration', () => {
  let stack: ConfigStack;
  beforeAll(async () => {
    stack = await startConfigStack([{ name: 'sshd' }]);
  });
  afterAll(() => stack?.dispose());

  const set = (options: Record<string, unknown>) => ({ kind: 'set_options', jail: 'sshd', options });
  const filter = (options: Record<string, unknown>, name = 'mine') => ({ kind: 'create_filter', filter: name, options });
  const defaults = (options: Record<string, unknown>) => ({ kind: 'set_defaults', options });
  const edit = (file: string, text: string | null) => ({ kind: 'edit_file', path: file, text });
  const ofSshd = (line: string) => edit('jail.d/zz-hand.local', `[sshd]\n${line}\n`);

  const BAD: Array<[string, { kind: string } & Record<string, unknown>]> = [
    ['a newline with an option', set({ port: '22\naction = evil' })],
    ['a carriage return', set({ port: '22\raction = evil' })],
    ['a NUL', set({ port: '22\0' })],
    ['a line separator', set({ failregex: ['^<HOST>\u2028x$'] })],
    ['a section in a line of several', filter({ failregex: ['^<HOST>$', '[DEFAULT]\nx = 1'] })],
    ['a comment in the line', set({ logpath: ['/var/log/x.log ; rm'] })],
    ['a comment in an expression', filter({ failregex: ['^<HOST> ; x$'] })],
    ['a comment in place of an expression', filter({ failregex: ['^<HOST>$', '# none'] })],
    ['an empty line', filter({ failregex: ['^<HOST>$', ''] })],
    ['a percent sign in a time', set({ bantime: '%(x)s' })],
    ['a program for a time', set({ bantime: "__import__('os').system('id')" })],
    ['a time of nothing', set({ findtime: '0' })],
    ['for ever where that is nonsense', set({ findtime: '-1' })],
    ['a million years', set({ bantime: '9999999999' })],
    ['options in brackets with a quote', set({ filter: 'sshd[mode="x"y"]' })],
    ['options in brackets with a command', set({ filter: 'sshd[mode="$(id)"]' })],
    ['a filter elsewhere', set({ filter: '/tmp/evil' })],
    ['a filter above', set({ filter: '../../tmp/evil' })],
    ['a filter that does not exist', set({ filter: 'nosuch' })],
    ['a log above', set({ logpath: ['/var/log/../../etc/shadow'] })],
    ['a log elsewhere', set({ logpath: ['/etc/shadow'] })],
    ['a log named by an expression', set({ failregex: ['^x$(touch y)y<HOST>'], logpath: ['/var/log/x.log', '%(failregex)s'] })],
    ['a log with a blank', set({ logpath: ['/var/log/a b.log'] })],
    ['a command in a port', set({ port: '$(id)' })],
    ['a command in a chain', set({ chain: 'INPUT; id' })],
    ['a command in a mail address', set({ destemail: 'a@b`id`' })],
    ['an unknown option', set({ nosuch: '1' })],
    ['an option with a prototype', set({ constructor: '1' })],
    ['a key with a newline', set({ 'bantime\nx': '1' })],
    ['a command to ignore by', set({ ignorecommand: '/bin/true' })],
    ['an action', set({ action: 'iptables[name=x]' })],
    ['another banaction', set({ banaction: 'iptables' })],
    ['a formula', set({ 'bantime.formula': 'ban.Time' })],
    ['an expression without a host', filter({ failregex: ['^nobody$'] })],
    ['a catastrophe', filter({ failregex: ['^(a+)+ from <HOST>$'] })],
    ['a catastrophe of alternatives', filter({ failregex: ['^(?:a|a)* from <HOST>$'] })],
    ['a catastrophe without a group in a group', filter({ failregex: ['^\\w*\\w*\\w*\\w*\\w*\\w*= from <HOST>$'] })],
    ['an expression of a book', filter({ failregex: [`^${'x'.repeat(3000)}<HOST>$`] })],
    ['a name of a filter above', filter({ failregex: ['^<HOST>$'] }, '../x')],
    ['a name of a jail above', { kind: 'create_jail', jail: '../x', options: { enabled: 'false' } }],
    ['a name of a jail that is reserved', { kind: 'create_jail', jail: 'DEFAULT', options: { enabled: 'false' } }],
    ['a name of a jail with a bracket', { kind: 'create_jail', jail: 'a]b', options: { enabled: 'false' } }],
    ['a name of a jail that is a word of the server', { kind: 'create_jail', jail: 'logtarget', options: { enabled: 'false' } }],
    ['a copy with a name that is a word of the server', { kind: 'copy_jail', jail: 'dbfile', from: 'sshd' }],
    ['a name of a jail with no room for "f2b-"', { kind: 'copy_jail', jail: 'a'.repeat(25), from: 'sshd' }],
    ['the end of an action', set({ action: null })],
    ['the end of a command to ignore by', set({ ignorecommand: null, bantime: '1h' })],
    ['all addresses to ignore', set({ ignoreip: ['0.0.0.0/0 ::/0'] })],
    ['an option for a mailer', set({ destemail: '-OQueueDirectory=/tmp@x.org' })],
    ['an encoding of no text', set({ logencoding: 'rot13' })],
    ['a catastrophe with something that may be left out', set({ failregex: ['^(?:x+y?)+ from <HOST>$'] })],
    ['a catastrophe of beginnings', filter({ failregex: ['^(?:ab|abab)+ from <HOST>$'] })],
    ['a catastrophe of times', { kind: 'set_filter', filter: 'sshd', options: { datepattern: '^(?:x+)+ %Y-%m-%d %H:%M:%S' } }],
    ['the jail of trials', { kind: 'create_jail', jail: 'zz-scratch2', options: { enabled: 'false' } }],
    ['a file above', edit('jail.d/../../x.local', 'x')],
    ['a file elsewhere', edit('/etc/cron.d/x.local', 'x')],
    ["a file of the package's", edit('jail.conf', '[DEFAULT]\n')],
    ['a file of another kind', edit('jail.d/x.sh', 'x')],
    ['a link', edit('jail.d/link.local', '[sshd]\nbantime = 1h\n')],
    ['a control character in a file', edit('jail.d/x.local', '[sshd]\nbantime = 1h\0\n')],
    ['a filter elsewhere, in a file', ofSshd('filter = /tmp/evil')],
    ['a filter above, in a file', ofSshd('filter = ../evil')],
    ['a command to ignore by, in a file', ofSshd('ignorecommand = /bin/true')],
    ['an action, in a file', ofSshd('action = iptables')],
    ['a banaction, in a file', edit('jail.d/x.local', '[DEFAULT]\nbanaction = iptables\n')],
    ['an action of a fashion, in a file', edit('jail.d/x.local', '[DEFAULT]\naction_ = evil\n')],
    ['a command in a port, in a file', ofSshd('port = 22"$(id)"')],
    ['a command in a jail that sleeps', edit('jail.d/x.local', '[sleeper]\nenabled = false\nport = `id`\n')],
    ['a new jail with what it runs, in a file', edit('jail.d/x.local', `[fresh]\nenabled = true\nfilter = sshd\nlogpath = /dev/null\n`)],
    ['a program for a time, in a file', ofSshd("findtime = __import__('os').getpid()")],
    ['a file of actions', edit('action.d/x.local', '[Definition]\nactionban = id\n')],
    ['a log of the server elsewhere', edit('fail2ban.d/x.local', '[Definition]\nlogtarget = /etc/cron.d/x\n')],
    ['a database elsewhere', edit('fail2ban.local', '[Definition]\ndbfile = /etc/x\n')],
    ['a program for the age', edit('fail2ban.d/x.local', "[Definition]\ndbpurgeage = __import__('os')\n")],
    ['a file to include from elsewhere', edit('filter.d/x.local', '[INCLUDES]\nbefore = ../../tmp/evil.conf\n[Definition]\nfailregex = ^<HOST>$\n')],
    ['a log of the machine, in a file', ofSshd('logpath = /etc/passwd')],
    ['a catastrophe, in a file', edit('filter.d/sshd.local', '[Definition]\nfailregex = ^(a+)+ from <HOST>$\n')],
  ];

  const BAD_DEFAULTS: typeof BAD = [
    ['a newline with an option', defaults({ port: '22\naction = evil' })],
    ['a newline with a section', defaults({ destemail: 'a@b\n[sshd]\nenabled = false' })],
    ['a carriage return', defaults({ maxretry: '3\r[sshd]' })],
    ['a comment in the line', defaults({ ignoreip: ['192.0.2.1 ; 192.0.2.2'] })],
    ['a key with a newline', defaults({ 'maxretry = 1\nx': '1' })],
    ['a key that is a section', defaults({ '[sshd]': '1' })],
    ['an option with a prototype', defaults({ constructor: '1' })],
    ['no option', defaults({})],
    ['a program for a time', defaults({ bantime: "__import__('os').system('id')" })],
    ['a percent sign in a time', defaults({ findtime: '%(x)s' })],
    ['a command in a port', defaults({ port: '$(id)' })],
    ['a command in a chain', defaults({ chain: 'INPUT; id' })],
    ['all jails at once', defaults({ enabled: 'true' })],
    ['one filter for all', defaults({ filter: 'sshd' })],
    ['one log for all', defaults({ logpath: ['/var/log/syslog'] })],
    ['an expression for all', defaults({ failregex: ['^<HOST>$'] })],
    ['everybody to ignore', defaults({ ignoreip: ['0.0.0.0/0'] })],
    ['every other one to ignore', defaults({ ignoreip: ['127.0.0.0/8', '128.0.0.0/1'] })],
    ['everybody of IPv6 to ignore', defaults({ ignoreip: ['::/0'] })],
    ['everybody of IPv4 in the guise of IPv6', defaults({ ignoreip: ['::ffff:0.0.0.0/96'] })],
    ['this host not to ignore', defaults({ ignoreself: 'false' })],
    ['a command to ignore by', defaults({ ignorecommand: '/bin/true' })],
    ['an action', defaults({ action: 'iptables[name=x]' })],
    ['another banaction', defaults({ banaction: 'iptables' })],
    ['the banaction of before', defaults({ banaction: null })],
    ['the action of before', set({ action: null })],
    ['a formula', defaults({ 'bantime.formula': 'ban.Time' })],
    ['an action to change', { kind: 'set_action', action: 'bangui-record', options: { actionban: 'true' } }],
    ['an action to take back', { kind: 'set_action', action: 'bangui-record', options: { actionban: null } }],
    ['an action to make', { kind: 'create_action', action: 'mine', options: { actionban: 'true' } }],
    ['an action to delete', { kind: 'delete_action', action: 'bangui-record' }],
  ];

  it('is refused, and nothing changes', async () => {
    await symlink('/tmp/bangui-nowhere.local', path.join(stack.fail2ban.configDir, 'jail.d/link.local'));
    const before = await stack.tree();
    for (const [name, change] of [...BAD, ...BAD_DEFAULTS]) {
      const { status, body } = await stack.apply(change, { expected: await stack.digestOf(String(change.path ?? '')) });
      expect.soft([name, status === 400 || status === 403, body.error_code !== 'REVISION_CONFLICT'], JSON.stringify(body)).toEqual([name, true, true]);
    }
    expect(await stack.tree()).toEqual(before);
    expect((await stack.sidecar.call('GET', '/config/revisions')).body.revisions).toEqual([]);
    await rm(path.join(stack.fail2ban.configDir, 'jail.d/link.local'));
  }, 120_000);
});

describe('a file that somebody has indented', () => {
  let stack: ConfigStack;
  beforeAll(async () => {
    stack = await startConfigStack([{ name: 'sshd' }]);
  });
  afterAll(() => stack?.dispose());
  const own = 'jail.d/zz-bangui-sshd.local';
  const inFolder = (file: string) => path.join(stack.fail2ban.configDir, file);

  it('takes no action in a line of an expression', async () => {
    const actions = await stack.fail2ban.client('get', 'sshd', 'actions');
    await writeFile(inFolder(own), '[sshd]\n    ignoreregex = foo\n');
    const smuggled = 'action = bangui-noop[actionban="id > pwned"]';
    expect(await stack.apply({ kind: 'set_options', jail: 'sshd', options: { ignoreregex: ['x', smuggled] } })).toMatchObject({ status: 200 });
    expect(await stack.fail2ban.client('get', 'sshd', 'actions')).toBe(actions);
    expect(await stack.fail2ban.client('get', 'sshd', 'ignoreregex')).toContain(smuggled);
    await rm(inFolder(own));
  });

  it('includes no other file, whose text an error would quote', async () => {
    const secret = path.join(stack.fail2ban.dir, 'secret');
    await writeFile(secret, 'root:$y$SECRETHASH:19000::::::\n');
    await writeFile(inFolder('filter.d/sshd.local'), '[Definition]\n    ignoreregex = foo\n');
    const { status, body } = await stack.apply({ kind: 'set_filter', filter: 'sshd', options: { ignoreregex: ['x', '[INCLUDES]', `before = ${secret}`] } });
    expect(JSON.stringify(body)).not.toContain('SECRETHASH');
    expect([status, await stack.fail2ban.client('get', 'sshd', 'ignoreregex')], JSON.stringify(body)).toEqual([200, expect.stringContaining('before = ')]);
    await rm(inFolder('filter.d/sshd.local'));
  });

  it('keeps its other sections when an option comes before them', async () => {
    await writeFile(inFolder(own), '    [sshd]\n    maxretry = 4\n    [DEFAULT]\n    maxmatches = 7\n');
    expect(await stack.apply({ kind: 'set_options', jail: 'sshd', options: { findtime: '33m' } })).toMatchObject({ status: 200 });
    expect([await stack.fail2ban.client('get', 'sshd', 'findtime'), await stack.fail2ban.client('get', 'sshd', 'maxmatches')]).toEqual(['1980', '7']);
    await rm(inFolder(own));
  });
});

it('what the server keeps for itself is no jail to anybody', async () => {
  const stack = await startConfigStack([{ name: 'sshd' }]);
  try {
    for (const name of ['dbmaxmatches', 'dbpurgeage', 'logtarget']) {
      const { status, body } = await stack.sidecar.call('GET', `/jails/${name}/parameters`, { role: 'Viewer' });
      expect([status, body.error_code]).toEqual([400, 'INVALID_INPUT']);
    }
  } finally {
    await stack.dispose();
  }
});

describe('what is smuggled into actions by who may change them', () => {
  const set = (options: Record<string, unknown>, action = 'bangui-record') => ({ kind: 'set_action', action, options });
  const create = (options: Record<string, unknown>, action = 'mine') => ({ kind: 'create_action', action, options });
  const BAD: Array<[string, { kind: string } & Record<string, unknown>]> = [
    ['a newline with an option', set({ actionban: 'true\nactionunban = evil' })],
    ['a newline with a section', set({ actionban: ['true', 'true\n[Init]\nx = 1'] })],
    ['a carriage return', set({ actionban: 'true\r[Init]' })],
    ['a NUL', set({ actionban: 'true\0' })],
    ['a line separator', set({ actionban: 'true\u2028' })],
    ['a comment in a line', set({ actionban: 'true ; evil' })],
    ['a comment in place of a line', set({ actionban: ['true', '# evil'] })],
    ['an empty line', set({ actionban: ['true', '', 'true'] })],
    ['no line', set({ actionban: [] })],
    ['a file to include', set({ before: '/tmp/evil.conf' })],
    ['a file to include behind', set({ after: '/tmp/evil.conf' })],
    ['a key with a newline', set({ 'x\n[Init]\ny': '1' })],
    ['a key with an equals sign', set({ 'x = 1': '1' })],
    ['a key that is a section', set({ '[init]': '1' })],
    ['a key with a condition', set({ 'x?family=inet6': '1' })],
    ['a key for another spelling', set({ ActionBan: 'true' })],
    ['a key of the language', JSON.parse('{"kind":"set_action","action":"bangui-record","options":{"__proto__":"1"}}')],
    ['a flag that is none', set({ norestored: 'true # x' })],
    ['a time that is none', set({ timeout: '$(id)' })],
    ['a reference to nothing', set({ actionban: '%(nosuch)s' })],
    ['a name above', create({ actionban: 'true' }, '../x')],
    ['a name elsewhere', create({ actionban: 'true' }, '/tmp/x')],
    ['a name with brackets', create({ actionban: 'true' }, 'x[y=1]')],
    ['a name of a program in Python', create({ actionban: 'true' }, 'x.py')],
    ['an action that bans nobody', create({ actionstart: 'true' })],
    ['a name that is taken', create({ actionban: 'true' }, 'bangui-record')],
    ["one of the package's to delete", { kind: 'delete_action', action: 'bangui-noop' }],
    ['a link', create({ actionban: 'true' }, 'link')],
  ];

  it('is refused, and nothing changes', async () => {
    const stack = await startConfigStack([{ name: 'sshd' }], { BANGUI_ALLOW_COMMANDS: 'true' });
    try {
      await symlink('/tmp/bangui-nowhere.local', path.join(stack.fail2ban.configDir, 'action.d/link.local'));
      const before = await stack.tree();
      for (const [name, change] of BAD) {
        const { status, body } = await stack.apply(change);
        expect.soft([name, status], JSON.stringify(body)).toEqual([name, 400]);
      }
      expect(await stack.tree()).toEqual(before);
      expect((await stack.sidecar.call('GET', '/config/revisions')).body.revisions).toEqual([]);
    } finally {
      await stack.dispose();
    }
  }, 120_000);
});

describe('a configuration that is not to be changed', () => {
  it('is refused on every route, and says why', async () => {
    const stack = await startConfigStack([{ name: 'sshd' }], { BANGUI_CONFIG_WRITES: 'off' });
    try {
      const change = { kind: 'set_options', jail: 'sshd', options: { bantime: '1h' } };
      const replies = [await stack.preview(change), await stack.apply(change), await stack.sidecar.call('POST', '/config/revisions/1/restore', { body: { expected: null } })];
      expect(replies.map(({ status, body }) => [status, body.error_code])).toEqual([1, 2, 3].map(() => [403, 'CONFIG_READ_ONLY']));
      expect((await stack.sidecar.call('GET', '/config/access')).body).toMatchObject({ writes: false, reason: expect.stringContaining('BANGUI_CONFIG_WRITES') });
    } finally {
      await stack.dispose();
    }
  });

  it('is so where fail2ban-client does not fit', async () => {
    const stack = await startConfigStack([{ name: 'sshd' }], { BANGUI_FAIL2BAN_CLIENT: '/bin/false' });
    try {
      const { status, body } = await stack.apply({ kind: 'set_options', jail: 'sshd', options: { bantime: '1h' } });
      expect([status, body.error_code]).toEqual([403, 'CONFIG_READ_ONLY']);
      expect(body.details.reason).toContain('BANGUI_FAIL2BAN_CLIENT');
      expect((await stack.sidecar.call('GET', '/config/access')).body.writes).toBe(false);
    } finally {
      await stack.dispose();
    }
  });
});

it('few expressions of the package can take for ever, and those are known', async () => {
  const folder = path.join((await findFail2ban()).configDir, 'filter.d');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.conf'));
  const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')));
  const found = texts.flatMap((text) => [...readOptions(text).values()].flatMap((options) => [...(options.get('failregex') ?? []), ...(options.get('prefregex') ?? [])]));
  expect(found.length).toBeGreaterThan(150);
  expect(found.filter(repeatsItself).length).toBeLessThan(found.length / 20);
});

describe('what is smuggled in with a document', () => {
  let stack: ConfigStack;
  beforeAll(async () => {
    stack = await startConfigStack([{ name: 'sshd' }]);
  });
  afterAll(() => stack?.dispose());

  const JAIL = { name: 'guest', options: { filter: ['mine'] }, leftOut: [] };
  const FILTER = { name: 'mine', definition: [], options: { failregex: ['^guest <HOST>$'] }, leftOut: [], samples: [] };
  const DOCUMENT = { format: 'bangui-jail', version: 1, exportedAt: 0, fail2ban: null, jail: JAIL, filter: FILTER };
  const jail = (part: object) => ({ document: { ...DOCUMENT, jail: { ...JAIL, ...part } } });
  const option = (options: object) => jail({ options: { ...JAIL.options, ...options } });
  const filter = (part: object) => ({ document: { ...DOCUMENT, filter: { ...FILTER, ...part } } });
  const named = (name: string) => ({ document: { ...DOCUMENT, jail: { ...JAIL, options: { filter: [name] } }, filter: { ...FILTER, name } } });

  const BAD: Array<[string, object]> = [
    ['another kind of document', { document: { ...DOCUMENT, format: 'x' } }],
    ['a later version', { document: { ...DOCUMENT, version: 2 } }],
    ['a key that is not known', { document: { ...DOCUMENT, run: 'id' } }],
    ['an action', option({ action: ['iptables[name=x]'] })],
    ['a banaction', option({ banaction: ['iptables'] })],
    ['an action in capitals', option({ Action: ['iptables'] })],
    ['an action of a fashion', option({ action_: ['iptables'] })],
    ['a command to ignore by', option({ ignorecommand: ['/bin/true'] })],
    ['a formula', option({ 'bantime.formula': ['ban.Time'] })],
    ['a newline with an option', option({ port: ['22\naction = evil'] })],
    ['an action in a second line', option({ port: ['22', 'action = evil'] })],
    ['a section in an expression', filter({ options: { failregex: ['^<HOST>$', '[DEFAULT]'] } })],
    ['a newline in an expression', filter({ options: { failregex: ['^<HOST>$\n[Init]\nx = 1'] } })],
    ['a comment in an expression', filter({ options: { failregex: ['^<HOST> ; x$'] } })],
    ['an option with a newline', option({ 'port\naction': ['evil'] })],
    ['an option with a prototype', option({ constructor: ['1'] })],
    ['a command in a port', option({ port: ['$(id)'] })],
    ['a program for a time', option({ bantime: ["__import__('os').system('id')"] })],
    ['a log elsewhere', option({ logpath: ['/etc/shadow'] })],
    ['a log above', option({ logpath: ['/var/log/../../etc/shadow'] })],
    ['a log by another option', option({ logpath: ['%(failregex)s'] })],
    ['a filter elsewhere', named('/tmp/evil')],
    ['a filter above', named('../../tmp/evil')],
    ['a filter with a command in brackets', option({ filter: ['mine[mode="$(id)"]'] })],
    ['another filter than it brings', option({ filter: ['sshd'] })],
    ['a filter that is to be called something above', { ...filter({}), filter: '../x' }],
    ['a filter of the package under its name', named('apache-auth')],
    ['a filter that includes another', filter({ options: { ...FILTER.options, before: ['../../tmp/evil.conf'] } })],
    ['a filter without an expression', filter({ options: {} })],
    ['a catastrophe', filter({ options: { failregex: ['^(a+)+ from <HOST>$'] } })],
    ['a catastrophe of another kind', filter({ options: { failregex: ['^\\w*\\w*\\w*\\w*\\w*\\w*= from <HOST>$'] } })],
    ['an expression that is none', filter({ options: { failregex: ['^(<HOST>$'] } })],
    ['a jail above', jail({ name: '../x' })],
    ['a jail with a bracket', jail({ name: 'a]b' })],
    ['a jail of trials', jail({ name: 'zz-scratch2' })],
    ['a jail that is there', jail({ name: 'sshd' })],
    ['the name DEFAULT', { ...jail({}), jail: 'DEFAULT' }],
    ['a sample of two lines', filter({ samples: [{ line: 'a\nb', expect: 'match', note: '' }] })],
    ['too many options', option(Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`x${at}`, ['1']])))],
    ['too long a line', option({ port: ['1'.repeat(5000)] })],
  ];

  it('is refused, and nothing changes', async () => {
    const before = await stack.tree();
    const fileOf = (choice: object) => ('filter' in choice ? String(choice.filter) : 'mine');
    for (const [name, choice] of BAD) {
      // As somebody would send it who does not ask for a preview.
      const { document, jail: called } = choice as { document: { jail: { name: string }; filter: { name: string } | null }; jail?: string };
      const expected = [
        { path: `filter.d/${'filter' in choice ? fileOf(choice) : (document.filter?.name ?? 'mine')}.local`, expected: null },
        { path: `jail.d/zz-bangui-${called ?? document.jail.name}.local`, expected: null },
      ];
      const headers = { 'idempotency-key': randomUUID() };
      const { status, body } = await waitFor('the import to end', async () => {
        const reply = await stack.sidecar.call('POST', '/config/import', { body: { ...choice, expected }, headers });
        return reply.status === 202 ? null : reply;
      });
      expect.soft([name, status === 400 || status === 403, body.error_code], JSON.stringify(body)).toEqual([name, true, expect.not.stringMatching('REVISION_CONFLICT')]);
      const shown = await stack.sidecar.call('POST', '/config/import/preview', { body: choice });
      // Whether an expression is one at all, only the server tells.
      expect.soft([name, shown.status === 400 || shown.body.problems.length > 0 || name === 'an expression that is none'], JSON.stringify(shown.body)).toEqual([name, true]);
    }
    expect(await stack.tree()).toEqual(before);
    // The last word is fail2ban's: what only it can tell was tried out before anything was written.
    expect((await stack.sidecar.call('GET', '/config/revisions')).body.revisions).toEqual([]);
  }, 180_000);

  it('is too much for a document of more than a megabyte', async () => {
    const { status, body } = await stack.sidecar.call('POST', '/config/import/preview', { body: filter({ definition: Array.from({ length: 20 }, () => ({ section: 'Definition', name: 'x', raw: 'x'.repeat(60_000) })) }) });
    expect([status, body.message]).toEqual([400, expect.stringMatching(/large|big/)]);
  });
});
