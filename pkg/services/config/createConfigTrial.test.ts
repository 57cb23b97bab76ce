import { describe, expect, it } from 'vitest';
import { createFakeClientProgram } from '../../../test/fakes/createFakeClientProgram';
import { createFakeConfigFiles } from '../../../test/fakes/createFakeConfigFiles';
import type { ConfigStream, StreamCommand } from '../../domain/configStream';
import { sortStream } from '../../domain/configStream';
import { BanguiError } from '../../domain/errors';
import type { JailFilter } from '../../domain/jail';
import { systemClock } from '../../host/systemClock';
import { createConfigTrial } from './createConfigTrial';

const BASE: StreamCommand[] = [
  ['add', 'sshd', 'polling'],
  ['set', 'sshd', 'addfailregex', '^failed from <HOST>$'],
  ['set', 'sshd', 'addlogpath', '/var/log/auth.log', 'head'],
  ['set', 'sshd', 'addaction', 'noop'],
];

async function judged(more: StreamCommand[], tried: 'fine' | 'not tried' | 'refused' = 'fine', keepsCommands = false, tryOut = async () => {}) {
  const trials: Array<{ lines: readonly string[]; filter: JailFilter }> = [];
  const { program } = createFakeClientProgram({ dump: { database: null, logTarget: null, jails: [] }, reload: () => {} });
  const stream = async (dir?: string): Promise<ConfigStream> => sortStream(dir === undefined ? BASE : [...BASE, ...more]);
  const trial = createConfigTrial({
    files: createFakeConfigFiles().port,
    program: { ...program, stream },
    filterProgram: {
      async tryLines(lines, filter) {
        trials.push({ lines, filter });
        if (tried === 'refused') {
          throw new BanguiError('FAIL2BAN_REJECTED', 'Unable to compile', { field: 'ignoreregex' });
        }
        return tried === 'fine' ? { lines: lines.length, recognised: 0 } : null;
      },
    },
    filterLimitMs: 60_000,
    host: { realPath: async (path) => path },
    toHere: (path) => path,
    configDir: '/etc/fail2ban',
    allowsCommands: false,
    samples: async () => ({ failing: [] }),
    effects: { judge: async () => [] },
    clock: systemClock,
  });
  const plan = { path: 'jail.d/zz-bangui-sshd.local', before: null, text: '[sshd]\n', isChecked: true, keepsCommands, filter: null, wanted: null };
  const outcome = await trial.judge(plan, [], tryOut).then(({ jails }) => jails.map(({ name }) => name), (error: { code: string; details: { field?: string } }) => `${error.code} ${error.details.field ?? ''}`.trim());
  return { outcome, trials };
}

describe('the trial of a configuration that cannot be read as it is', () => {
  const broken = '[bad]\nbantime = %(nosuch)s\n';
  async function repaired(text: string, path = 'jail.d/hand.local') {
    const { program } = createFakeClientProgram({ dump: { database: null, logTarget: null, jails: [] }, reload: () => {} });
    const folder = createFakeConfigFiles({ [path]: broken });
    const jail = (name: string, log: string): StreamCommand[] => [['add', name, 'polling'], ['set', name, 'addfailregex', '^failed from <HOST>$'], ['set', name, 'addlogpath', log, 'head'], ['set', name, 'addaction', 'noop']];
    const trial = createConfigTrial({
      files: folder.port,
      program: { ...program, stream: async (dir) => (dir === undefined ? null : sortStream([...jail('sshd', '/srv/untouched/auth.log'), ...(text.includes('true') ? jail('bad', '/srv/known/bad.log') : [])])) },
      filterProgram: { tryLines: async (lines) => ({ lines: lines.length, recognised: 0 }) },
      filterLimitMs: 60_000,
      host: { realPath: async (file) => file },
      toHere: (file) => file,
      configDir: '/etc/fail2ban',
      allowsCommands: true,
      samples: async () => ({ failing: [] }),
      effects: { judge: async () => [] },
      clock: systemClock,
    });
    const plan = { path, before: await folder.port.read(path), text, isChecked: false, filter: null, wanted: null, logFiles: ['/srv/known/other.log'] };
    return trial.judge(plan).then(({ jails }) => jails.map(({ name, after }) => [name, after !== null]), (error: { message: string }) => error.message);
  }

  it('concerns only the jails of the file', async () => {
    expect(await repaired(`${broken}enabled = false\n`)).toEqual([['bad', false]]);
  });

  it('knows the places of logs from when it could be read', async () => {
    expect(await repaired('[bad]\nenabled = true\n')).toEqual([['bad', true]]);
  });

  it('concerns every jail when the file is not of single ones', async () => {
    expect(await repaired(`${broken}[DEFAULT]\nmaxretry = 2\n`)).toMatch('/srv/untouched/auth.log');
    expect(await repaired('[bad]\n', 'paths-own.local')).toMatch('/srv/untouched/auth.log');
  });
});

describe('the trial of a configuration', () => {
  it('tries hostile lines with the pattern of times and the number of lines that fail2ban would use, and with any prefix', async () => {
    const { outcome, trials } = await judged([['set', 'sshd', 'prefregex', '^qz+: <F-CONTENT>.+</F-CONTENT>$'], ['set', 'sshd', 'datepattern', '^EPOCH\n%Y-%m-%d'], ['set', 'sshd', 'maxlines', '7']]);
    expect(outcome).toEqual(['sshd']);
    expect(trials.map(({ filter: { prefRegex, datePattern, maxLines } }) => [prefRegex.slice(0, 4), datePattern, maxLines])).toEqual([['^qz+', '^EPOCH', 7], ['^qz+', '%Y-%m-%d', 7], ['^(?P', null, 7]]);
  });

  it('tries lines of what a new expression repeats, and none that fail2ban-regex takes for a comment', async () => {
    const { trials } = await judged([['set', 'sshd', 'addfailregex', '^x(?:Q+,)+(?:#y)*<HOST>$']]);
    expect(trials[0]?.lines.some((line) => line.startsWith('Q,Q,'))).toBe(true);
    expect(trials[0]?.lines.some((line) => line.startsWith('2026-01-01 00:00:00 #y#y'))).toBe(true);
    expect(trials[0]?.lines.filter((line) => line.startsWith('#'))).toEqual([]);
  });

  it('takes no expression and no pattern of times that could not be tried', async () => {
    expect((await judged([['set', 'sshd', 'addfailregex', '^new <HOST>$']], 'not tried')).outcome).toBe('INVALID_INPUT failregex');
    expect((await judged([['set', 'sshd', 'datepattern', '%Y-%m-%d']], 'not tried')).outcome).toBe('INVALID_INPUT failregex');
    expect((await judged([['set', 'sshd', 'bantime', '600']], 'not tried')).outcome).toEqual(['sshd']);
    expect((await judged([['set', 'sshd', 'addignoreregex', '^(']], 'refused')).outcome).toBe('FAIL2BAN_REJECTED ignoreregex');
  });

  it('lets the server speak first of what could not be tried', async () => {
    expect((await judged([['set', 'sshd', 'addfailregex', '^( <HOST>$']], 'not tried', false, () => Promise.reject(new BanguiError('FAIL2BAN_REJECTED', 'unterminated')))).outcome).toMatch('FAIL2BAN_REJECTED');
  });

  it('lets nothing alter commands that has no place in them', async () => {
    const action: StreamCommand = ['set', 'sshd', 'action', 'noop', [['actionban', 'id']]];
    expect((await judged([action], 'fine', true)).outcome).toMatch('FORBIDDEN');
    expect((await judged([action], 'fine', false)).outcome).toEqual(['sshd']);
  });

  it('takes no encoding that is none of text', async () => {
    expect((await judged([['set', 'sshd', 'logencoding', 'rot13']])).outcome).toBe('INVALID_INPUT logencoding');
  });
});
