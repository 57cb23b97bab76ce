import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigProblem } from '../../contract/configReading';
import { describeConfigReaderPort } from '../../../test/contracts/configReaderPort.contract';
import { createConfigReader } from './createConfigReader';

const FILES: Record<string, string> = {
  'fail2ban.conf': '[Definition]\nloglevel = INFO\n',
  'jail.conf': '[DEFAULT]\nbantime = 10m\nfilter = f\naction = a[port="ssh"]\nlogpath = /config/jail.conf\n[on]\nenabled = true\nfailregex = %(known/failregex)s\n  ^own\n[off]\n',
  'filter.d/f.conf': '[Definition]\nfailregex = ^<x>$\n  ^b$\nx = 1\n',
  'action.d/a.conf': '[Definition]\nactionban = block <port> <how>\n[Init]\nhow = hard\n',
  'action.d/own.local': '[Definition]\nactionban = x\n',
  'action.d/p.py': 'pass\n',
};

describe('the configuration', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'bangui-config-'));
    await write(FILES);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  async function write(files: Record<string, string | Buffer>) {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
      await writeFile(path.join(dir, file), text);
    }
  }

  // fail2ban lives elsewhere: what it calls /config is the folder here.
  const reader = (version = '1.0.2') => createConfigReader({ configDir: '/config/', toHere: (file) => file.replace(/^\/config/, dir), version: async () => version });

  async function brokenBy(files: Record<string, string | Buffer>, version?: string) {
    await write(files);
    const { jails, problems } = await reader(version).jails();
    return { states: Object.fromEntries(jails.map(({ name, state }) => [name, state])), problems: [...problems, ...jails.flatMap((jail) => jail.problems)] };
  }

  it('tells its jails, enabled or not', async () => {
    expect(await reader().jails()).toEqual({
      jails: [
        { name: 'on', enabled: true, state: 'active', files: ['jail.conf'], filter: 'f', actions: ['a'], problems: [] },
        { name: 'off', enabled: false, state: 'inactive', files: [], filter: 'f', actions: ['a'], problems: [] },
      ],
      problems: [],
    });
  });

  it('tells of a jail what holds, and where it is written', async () => {
    await write({ 'jail.d/own.local': '[DEFAULT]\nmaxretry = 3\n\n[on]\n# mine\nbantime = 1h ; long\nmaxretry = +4\n' });
    const jail = await reader().jail('on');
    const option = (name: string) => jail?.options.find((candidate) => candidate.name === name);
    expect(option('bantime')).toEqual({ name: 'bantime', value: '1h', raw: '1h', origin: { file: 'jail.d/own.local', line: 6, isDefault: false }, isKnown: true, problem: null });
    expect(option('maxretry')).toMatchObject({ value: '4', raw: '+4', origin: { line: 7, isDefault: false } });
    expect(option('action')).toMatchObject({ value: 'a[port="ssh"]', origin: { file: 'jail.conf', line: 4, isDefault: true } });
    expect(option('backend')).toMatchObject({ value: 'auto', raw: null, origin: null });
    expect(jail?.filter).toMatchObject({ name: 'f', files: ['filter.d/f.conf'], failRegexes: ['^1$', '^b$', '^own'], prefRegex: null });
    expect(jail?.actions).toEqual([
      {
        name: 'a',
        action: 'a',
        files: ['action.d/a.conf'],
        options: [
          { name: 'actionban', value: 'block ssh hard', origin: { file: 'action.d/a.conf', line: 2 } },
          { name: 'port', value: 'ssh', origin: { file: 'jail.conf', line: 4 } },
          { name: 'name', value: 'on', origin: null },
          { name: 'actname', value: 'a', origin: null },
          { name: 'how', value: 'hard', origin: { file: 'action.d/a.conf', line: 4 } },
        ],
      },
    ]);
    expect(jail?.logFiles).toEqual(['/config/jail.conf']);
    expect(await reader().jail('nosuch')).toBeNull();
  });

  const on = (text: string) => ({ 'jail.local': `[on]\n${text}` });
  it.each<[string, Record<string, string | Buffer>, Partial<ConfigProblem>]>([
    ['a reference to nothing', on('x = y\nbantime = %(nosuch)s'), { effect: 'everything', place: { file: 'jail.local', line: 3 }, message: expect.stringContaining("contains an interpolation key 'nosuch' which is not a valid option name") }],
    ['a reference to nothing further away', on('bantime = %(y)s\ny = 1\n  2%(nosuch)s'), { effect: 'everything', place: { file: 'jail.local', line: 4 } }],
    ['a bare percent', on('ignorecommand = date\n  +%Y'), { effect: 'everything', place: { file: 'jail.local', line: 3 }, message: "'%' must be followed by '%' or '(', found: '%Y'" }],
    ['no log file', on('logpath = /nosuch/*.log'), { effect: 'everything', place: { file: 'jail.local', line: 2 }, message: 'Have not found any log file for on jail' }],
    ['a filter that is not there', on('filter = nosuch[x=1]'), { effect: 'jail', place: { file: 'jail.local', line: 2 }, message: "Unable to read the filter 'nosuch'" }],
    ['an action that is not there', on('action = a\n  nosuch[x=1]'), { effect: 'jail', place: { file: 'jail.local', line: 3 }, message: "Unable to read action 'nosuch'" }],
    ['a bracket that is not closed', on('action = a\n  a[name="x'), { effect: 'jail', place: { file: 'jail.local', line: 3 }, message: "Invalid action definition 'a[name=\"x': unexpected option syntax" }],
    ['a number that is none', on('maxretry = five'), { effect: 'start', place: { file: 'jail.local', line: 2 } }],
    ['a quote that is not closed', on('backend = systemd\njournalmatch = A="x'), { effect: 'everything', message: 'No closing quotation' }],
    ['a tag that contains itself', { 'filter.d/f.local': '[Definition]\nx = <y>\ny = <x>' }, { effect: 'everything', place: { file: 'filter.d/f.local', line: 2 }, message: expect.stringContaining('self referencing definitions') }],
    ['garbage in its filter', { 'filter.d/f.local': '[Definition]\ngarbage' }, { effect: 'everything', place: { file: 'filter.d/f.local', line: 2 }, message: expect.stringContaining('Source contains parsing errors') }],
    ['garbage in its action', { 'action.d/a.local': 'garbage' }, { effect: 'everything', place: { file: 'action.d/a.local', line: 1 }, message: expect.stringContaining("Error in action definition 'a[port=\"ssh\"]': File contains no section headers.") }],
    ['tags that double each other', { 'filter.d/f.local': `[Definition]\n${Array.from({ length: 24 }, (_, n) => `x${n} = <x${n + 1}><x${n + 1}>\n`).join('')}x24 = long\n` }, { effect: 'everything', message: expect.stringContaining('grows without end') }],
  ])('has a broken jail for %s', async (_what, files, problem) => {
    const { states, problems } = await brokenBy(files);
    expect(problems[0]).toMatchObject(problem);
    expect(states.on).toBe('broken');
  });

  it.each<[string, Record<string, string | Buffer>, Partial<ConfigProblem>]>([
    ['a file of jails with garbage in it', { 'jail.d/x.local': '[on]\nbantime = 5\ngarbage' }, { place: { file: 'jail.d/x.local', line: 3 } }],
    ['an unknown log level', { 'fail2ban.local': '[Definition]\nloglevel = BOGUS' }, { place: { file: 'fail2ban.local', line: 2 }, message: "Invalid log level 'BOGUS'" }],
  ])('is shown as far as it can be read beside %s', async (_what, files, problem) => {
    const { states, problems } = await brokenBy(files);
    expect(problems).toEqual([expect.objectContaining({ effect: 'everything', ...problem })]);
    expect(states).toEqual({ on: 'active', off: 'inactive' });
  });

  it('of a disabled jail tells what would stand against it, and what stands against all', async () => {
    const { states, problems } = await brokenBy({ 'jail.local': '[off]\nbantime = %(nosuch)s\n[third]\nbackend = %(nosuch)s\n' });
    expect(problems.map(({ effect, place }) => [effect, place?.line])).toEqual([['when_enabled', 2], ['everything', 4]]);
    expect(states).toEqual({ on: 'active', off: 'broken', third: 'broken' });
  });

  it('from 1.1.1 on leaves out a jail without logs that says so, and refuses what is no UTF-8', async () => {
    const skipped = await brokenBy(on('logpath = /nosuch\nskip_if_nologs = true'), '1.1.1');
    expect(skipped.problems).toMatchObject([{ effect: 'jail', message: "Have not found any log file for 'on' jail." }]);
    const latin = { 'jail.local': '', 'jail.d/x.local': Buffer.from('[on]\nx = \xe4', 'latin1') };
    const place = { file: 'jail.d/x.local', line: null };
    expect((await brokenBy(latin, '1.1.1')).problems).toEqual([expect.objectContaining({ effect: 'everything', place })]);
    expect((await brokenBy(latin, '1.1.0')).problems).toEqual([expect.objectContaining({ effect: 'file', place })]);
  });

  it('tells its filters and actions, with their text', async () => {
    expect(await reader().definitions('action')).toEqual([
      { name: 'a', files: ['action.d/a.conf'] },
      { name: 'own', files: ['action.d/own.local'] },
      { name: 'p.py', files: ['action.d/p.py'] },
    ]);
    await write({ 'filter.d/f.local': '[INCLUDES]\nbefore = common.conf\n[Definition]\nx = 2\n', 'filter.d/common.conf': '[DEFAULT]\ny = 3\n' });
    const filter = await reader().definition('filter', 'f');
    expect(filter?.files).toEqual(['filter.d/f.conf', 'filter.d/common.conf', 'filter.d/f.local'].map((file) => ({ file, text: expect.any(String) })));
    expect(filter?.options).toContainEqual({ section: 'Definition', name: 'x', raw: '2', origin: { file: 'filter.d/f.local', line: 4 } });
    expect(await reader().definition('action', 'p.py')).toMatchObject({ files: [{ file: 'action.d/p.py', text: 'pass\n' }], options: [] });
    for (const name of ['nosuch', '../jail', '/config/jail', 'p']) {
      expect(await reader().definition('action', name)).toBeNull();
    }
  });

  it('is said not to fit when its folder is not there or a device is included, and links are followed', async () => {
    await symlink(path.join(dir, 'filter.d/f.conf'), path.join(dir, 'filter.d/linked.conf'));
    expect((await reader().definition('filter', 'linked'))?.files).toMatchObject([{ file: 'filter.d/linked.conf' }]);
    await write({ 'jail.local': '[INCLUDES]\nbefore = /dev/zero\n' });
    await expect(reader().jails()).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', details: { path: '/dev/zero' } });
    const elsewhere = createConfigReader({ configDir: '/nosuch', toHere: (file) => file, version: async () => '1.0.2' });
    await expect(elsewhere.jails()).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
  });

  it('tells what holds for jails that say nothing else, where it is written, and who says something else', async () => {
    await write({ 'jail.d/own.local': '[DEFAULT]\nbantime = 1h\nagent = f2b/%(fail2ban_version)s\nown = %(__name__)s\n[off]\nbantime = 2h\n' });
    const { options, problems } = await reader().defaults();
    const option = (name: string) => options.find((candidate) => candidate.name === name);
    expect(problems).toEqual([]);
    expect(option('bantime')).toEqual({ name: 'bantime', value: '1h', raw: '1h', origin: { file: 'jail.d/own.local', line: 2, isDefault: true }, isKnown: true, problem: null, own: { jails: ['off'], more: 0 } });
    expect(option('agent')).toMatchObject({ value: 'f2b/1.0.2', isKnown: false });
    expect(option('own')).toMatchObject({ value: null, raw: '%(__name__)s', problem: null });
    expect(option('enabled')).toMatchObject({ value: 'false', raw: null, origin: null, own: { jails: ['on'], more: 0 } });
  });

  describeConfigReaderPort('files', async () => {
    await rm(dir, { recursive: true });
    await write({
      'fail2ban.conf': '[Definition]\nloglevel = INFO\n',
      'jail.local': '[sshd]\nenabled = true\nmaxretry = many\nbantime = 10m\nfilter = f\naction = mail\n',
      'filter.d/f.conf': '[Definition]\n',
      'filter.d/f.local': '[Definition]\n',
      'action.d/mail.local': '[Definition]\n',
    });
    return reader();
  });
});
