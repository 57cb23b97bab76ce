import { appendFile, chmod, copyFile, mkdtemp, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeLogReaderPort } from '../../../test/contracts/logReaderPort.contract';
import { systemClock } from '../../host/systemClock';
import type { LogRequest } from '../../services/ports/logReaderPort';
import { createLogReader } from './createLogReader';

const stamp = (at: number) => new Date(at * 1000).toISOString().replace('T', ' ').replace('Z', '').replace('.', ',');
const line = (at: number, message: string, level = 'NOTICE') => `${stamp(at)} fail2ban.actions        [7463]: ${level}  ${message}\n`;
const temporary = () => mkdtemp(path.join(tmpdir(), 'bangui-read-'));
const idle = new AbortController().signal;

describeLogReaderPort('of a file', async () => {
  const dir = await temporary();
  const log = path.join(dir, 'fail2ban.log');
  return {
    port: createLogReader({ clock: systemClock }),
    source: { kind: 'file', path: log, timeZone: 'UTC' },
    write: (records) => appendFile(log, records.map(({ at, level, message }) => line(at, message, level)).join('')),
    lose: () => rm(log),
    dispose: () => rm(dir, { recursive: true, force: true }),
  };
});

/** Gives the entries of a file, last one first, as journalctl does. */
const JOURNALCTL = `#!/bin/sh
printf '%s\\n' "$*" >> "$(dirname "$0")/calls"
[ -e "$(dirname "$0")/journal" ] || { echo 'No journal files were found.' >&2; exit 1; }
exec tac "$(dirname "$0")/journal"
`;
const PRIORITIES = { DEBUG: '7', INFO: '6', NOTICE: '5', WARNING: '4', ERROR: '3', CRITICAL: '2' };

async function createJournal() {
  const dir = await temporary();
  const program = path.join(dir, 'journalctl');
  await writeFile(program, JOURNALCTL);
  await chmod(program, 0o755);
  let entries = 0;
  const entry = (fields: Record<string, unknown>) => appendFile(path.join(dir, 'journal'), `${JSON.stringify({ __CURSOR: `c${++entries}`, _UID: '0', SYSLOG_IDENTIFIER: 'fail2ban', ...fields })}\n`);
  return { dir, program, entry };
}

describeLogReaderPort('of the journal', async () => {
  const { dir, program, entry } = await createJournal();
  return {
    port: createLogReader({ clock: systemClock, journalctl: program }),
    source: { kind: 'journal', matches: ['SYSLOG_IDENTIFIER=fail2ban'], timeZone: 'UTC' },
    async write(records) {
      for (const { at, level, message } of records) {
        await entry({ __REALTIME_TIMESTAMP: String(at * 1e6), PRIORITY: PRIORITIES[level], MESSAGE: message });
      }
    },
    lose: () => rm(path.join(dir, 'journal')),
    dispose: () => rm(dir, { recursive: true, force: true }),
  };
});

describe('the journal', () => {
  it('is asked for the time alone, and only what root wrote counts', async () => {
    const { dir, program, entry } = await createJournal();
    await entry({ __REALTIME_TIMESTAMP: '1500000', _UID: '1000', MESSAGE: '[sshd] Ban 192.0.2.66' });
    await entry({ __REALTIME_TIMESTAMP: '1600000', MESSAGE: '[sshd] Ban 192.0.2.1' });
    const page = await createLogReader({ clock: systemClock, journalctl: program }).read({ source: { kind: 'journal', matches: ['A=1', 'B=2'], timeZone: null }, from: 1.5, to: 1.7, limit: 9, wanted: () => true }, idle);
    expect(page.records).toEqual([{ id: 'c2', at: 1.6, level: 'INFO', jail: 'sshd', message: '[sshd] Ban 192.0.2.1' }]);
    expect(await readFile(path.join(dir, 'calls'), 'utf8')).toMatch(/^--reverse --since=@1 --until=@2 .*--output=json .*_UID=0 A=1 \+ _UID=0 B=2\n$/);
    await rm(dir, { recursive: true });
  });

  it('that nobody can ask is said to be so', async () => {
    const reading = createLogReader({ clock: systemClock, journalctl: '/nowhere/journalctl' }).read({ source: { kind: 'journal', matches: [], timeZone: null }, from: 0, to: 1, limit: 9, wanted: () => true }, idle);
    await expect(reading).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH', message: expect.stringContaining('/nowhere/journalctl') });
  });
});

describe('a log file', () => {
  let dir: string;
  let log: string;
  beforeEach(async () => {
    dir = await temporary();
    log = path.join(dir, 'fail2ban.log');
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const AT = Date.UTC(2026, 10, 21, 12) / 1000;
  const read = (request: Partial<LogRequest> = {}, mostBytes?: number) =>
    createLogReader({ clock: systemClock, mostBytes }).read({ source: { kind: 'file', path: log, timeZone: 'UTC' }, from: AT - 1e6, to: AT + 1e6, limit: 100_000, wanted: () => true, ...request }, idle);
  const messages = async (request?: Partial<LogRequest>) => (await read(request)).records.map(({ message }) => message);
  const lines = (from: number, count: number) => Array.from({ length: count }, (_, index) => line(AT + from + index, `[sshd] Ban ${from + index}`)).join('');

  it('is read on in those it was rotated to, newest first, and ids stay over a rotation', async () => {
    await writeFile(log, lines(0, 3));
    const before = await read();
    await rename(log, `${log}.1`);
    await writeFile(log, lines(10, 2));
    const after = await read();
    expect(after.records.map(({ message }) => message)).toEqual(['[sshd] Ban 11', '[sshd] Ban 10', '[sshd] Ban 2', '[sshd] Ban 1', '[sshd] Ban 0']);
    expect(after.records.slice(2)).toEqual(before.records);
    expect(after.end).toBe('oldest');
    expect((await read({ from: AT + 5 })).records).toHaveLength(2);
  });

  it('that was copied and emptied keeps the ids, and nothing is told twice', async () => {
    await writeFile(log, lines(0, 3));
    const before = await read();
    await copyFile(log, `${log}.1`);
    expect((await read()).records).toEqual(before.records);
    await truncate(log);
    expect((await read()).records).toEqual(before.records);
  });

  it('is told from its rotated ones by their age, whatever they are called', async () => {
    for (const [name, from, age] of [['fail2ban.log-20261119', 0, 200], ['fail2ban.log-20261120', 10, 100], ['fail2ban.log', 20, 0]] as const) {
      await writeFile(path.join(dir, name), lines(from, 1));
      await utimes(path.join(dir, name), Date.now() / 1000, Date.now() / 1000 - age);
    }
    await writeFile(`${log}.old.txt`, lines(30, 1));
    expect(await messages()).toEqual(['[sshd] Ban 20', '[sshd] Ban 10', '[sshd] Ban 0']);
  });

  it('says that what is older is compressed', async () => {
    await writeFile(log, lines(0, 3));
    await writeFile(`${log}.2.gz`, 'x');
    expect(await read()).toMatchObject({ end: 'compressed', reached: AT });
    expect((await read({ from: AT + 2, to: AT + 3 })).records).toHaveLength(1);
  });

  it('is not there yet, just rotated away: the rotated one is read', async () => {
    await writeFile(`${log}.1`, lines(0, 1));
    expect(await messages()).toEqual(['[sshd] Ban 0']);
  });

  it('that is a folder or forbidden is named in the error', async () => {
    await expect(read()).rejects.toMatchObject({ message: expect.stringMatching(/There is no .*fail2ban\.log.*BANGUI_FAIL2BAN_LOG/) });
    log = dir;
    await expect(read()).rejects.toMatchObject({ code: 'SURROUNDINGS_MISMATCH' });
  });

  it('has records of many lines, and a beginning that belongs to none', async () => {
    await writeFile(log, `rest of a record\n${line(AT, 'one')}\n  Traceback\n${line(AT + 1, 'two')}tail without an end`);
    expect(await messages()).toEqual(['two\ntail without an end', 'one\n\n  Traceback']);
  });

  it('may hold a record far longer than what is kept of it, and than what is read at once', async () => {
    const long = `${'x'.repeat(90)}\n`.repeat(8000);
    await writeFile(log, line(AT, 'first') + line(AT + 1, `second\n${long}`).trimEnd() + `\n${'y'.repeat(1_000_000)}\n` + line(AT + 2, 'third'));
    const [third, second, first] = await messages();
    expect([third, first]).toEqual(['third', 'first']);
    expect(second?.startsWith('second\nxxx')).toBe(true);
    expect(second?.length).toBeGreaterThan(32_000);
    expect(second?.length).toBeLessThanOrEqual(32_768);
  });

  it('of a syslog daemon is read without the lines of others', async () => {
    const iso = (at: number) => new Date(at * 1000).toISOString();
    await writeFile(log, `${iso(AT)} host fail2ban.actions[7]: NOTICE [sshd] Ban a\n${iso(AT)} host sshd[9]: ${line(AT, 'quoted').trimEnd()}\n${iso(AT + 1)} host fail2ban.actions[7]: ERROR two#012lines\n`);
    expect(await messages()).toEqual(['two\nlines', '[sshd] Ban a']);
  });

  it('is read no further than allowed, and says how far that was', async () => {
    await writeFile(log, lines(0, 20_000));
    const page = await read({ from: AT, limit: 100_000 }, 300_000);
    expect(page.end).toBe('most');
    expect(page.records.length).toBeGreaterThan(3000);
    expect(page.records.length).toBeLessThan(10_000);
    expect(page.reached).toBe(page.records.at(-1)?.at);
  });

  it('of long ago is found without reading what came after', async () => {
    await writeFile(log, lines(0, 60_000));
    const page = await read({ from: AT + 1000, to: AT + 1009 }, 1_500_000);
    expect(page.end).toBe('range');
    expect(page.records.map(({ message }) => message)).toEqual(Array.from({ length: 10 }, (_, index) => `[sshd] Ban ${1009 - index}`));
  });

  it('does not keep others waiting while it is read', async () => {
    await writeFile(log, lines(0, 40_000));
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns++;
      if (!isDone) {
        setImmediate(count);
      }
    };
    setImmediate(count);
    await read({ wanted: () => false });
    isDone = true;
    expect(turns).toBeGreaterThan(20);
  });
});
