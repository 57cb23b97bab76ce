import { describe, expect, it } from 'vitest';
import { fine } from '../../domain/finding';
import type { FileLook } from '../ports/hostPorts';
import { judgeArchive } from './judgeArchive';
import { missingOf, holderOf, sampleOf } from './judgeFirewall';
import { judgeHalfBlind } from './judgeHalfBlind';
import { judgeLog } from './judgeLog';
import { judgeMassUnban } from './judgeMassUnban';
import { isUnread, nextReading } from './judgeReading';
import { judgeRecovery } from './judgeRecovery';
import { silentSince } from './judgeSilence';
import { judgeStuck } from './judgeStuck';
import { judgeSurge, usual } from './judgeSurge';
import { countLookalikes, judgeTrial } from './judgeTrial';
import { parseAddress } from '../../domain/address';

const DAY = 86_400;
const NOW = Date.UTC(2026, 10, 21, 14, 3) / 1000;
const problems = (findings: ReadonlyArray<{ subject: string | null; problem: string | null }>) =>
  Object.fromEntries(findings.flatMap(({ subject, problem }) => (problem === null ? [] : [[subject ?? '', problem]])));

describe('stuck', () => {
  const busy = { state: 'busy' as const, up: 0 as const, since: NOW };
  it('names the command that waits, and whose it is', () => {
    const waits = (takesLong: boolean) => judgeStuck({ status: busy, unanswered: { command: 'status sshd short', sinceMs: NOW * 1000, takesLong } })[0];
    expect(waits(false)).toMatchObject({ problem: 'other_command', value: 1, evidence: expect.stringContaining('has not answered "status sshd short" since 2026-11-21 14:03 UTC') });
    expect(waits(true)).toMatchObject({ problem: 'own_command' });
    expect(judgeStuck({ status: busy, unanswered: null })[0]).toMatchObject({ problem: 'refuses_connections' });
  });
  it('is not so before it counts as down, nor for one that is off', () => {
    expect(judgeStuck({ status: { ...busy, up: 1 }, unanswered: null })).toEqual([fine(null)]);
    expect(judgeStuck({ status: { ...busy, state: 'offline' }, unanswered: null })).toEqual([fine(null)]);
  });
});

describe('a crash after an activation', () => {
  const pending = { jail_name: 'sshd', activated_at: 1_767_225_600, detected_at: 1_767_225_642, recovered: false, undone: false };

  it('is told of the jail, in the same words when fail2ban has come back', () => {
    expect(judgeRecovery(null)).toEqual([fine(null)]);
    const found = judgeRecovery(pending);
    expect(found).toEqual([{ subject: 'sshd', problem: 'activation_crash', evidence: 'fail2ban went down 42 s after jail sshd was activated, at 2026-01-01 00:00 UTC.', value: 1 }]);
    expect(judgeRecovery({ ...pending, recovered: true })).toEqual(found);
  });
});

describe('half blind', () => {
  const well = { forbidden: null, logLevel: 'INFO', firewall: null, hangingLogs: [], history: { source: 'database' as const, reason: null, lastSync: NOW }, follow: { state: 'following' as const, reason: null, live: true, lastRecordAt: NOW } };
  it.each([
    ['NOTICE', {}],
    ['DEBUG', {}],
    ['WARNING', { log_level: 'log_level' }],
    ['CRITICAL', { log_level: 'log_level' }],
  ])('at level %s', (logLevel, found) => {
    expect(problems(judgeHalfBlind({ ...well, logLevel }))).toEqual(found);
  });
  it('without database or log', () => {
    expect(problems(judgeHalfBlind({ ...well, history: { source: 'observed', reason: 'gone', lastSync: null }, follow: { ...well.follow, state: 'missing', reason: 'no file' } }))).toEqual({
      database: 'no_database',
      log: 'log_missing',
    });
    expect(problems(judgeHalfBlind({ ...well, history: { source: 'none', reason: 'Nothing yet', lastSync: null }, follow: { ...well.follow, state: 'starting' } }))).toEqual({});
  });
  it('leaves it to the archive that what was read could not be kept', () => {
    const failed = { ...well, follow: { ...well.follow, state: 'failed' as const, reason: 'What was read could not be kept: Database is unavailable.' } };
    expect(problems(judgeHalfBlind(failed))).toEqual({ log: 'log_failed' });
    expect(problems(judgeHalfBlind({ ...failed, history: { source: 'none', reason: 'The archive takes nothing: Database is unavailable.', lastSync: null } }))).toEqual({});
  });
});

describe('the archive', () => {
  const gigabytes = (free: number, total: number) => ({ free: free * 1e9, total: total * 1e9 });
  it.each([
    [{ problem: null, waiting: 0, disk: null }, {}],
    [{ problem: 'full', waiting: 3, disk: null }, { writes: 'writes_fail' }],
    [{ problem: null, waiting: 1, disk: null }, { writes: 'writes_wait' }],
    [{ problem: null, waiting: 0, disk: gigabytes(5.1, 100) }, {}],
    [{ problem: null, waiting: 0, disk: gigabytes(4.9, 100) }, { disk: 'disk_low' }],
    [{ problem: null, waiting: 0, disk: gigabytes(0.49, 1) }, { disk: 'disk_low' }],
    [{ problem: null, waiting: 0, disk: gigabytes(0.51, 1) }, {}],
  ])('%j', (facts, found) => {
    expect(problems(judgeArchive(facts))).toEqual(found);
  });
});

describe('a log', () => {
  const look = (inode: number, modified = NOW): FileLook => ({ inode, device: 1, size: 10, modified });
  const well = { file: '/var/log/auth.log', here: look(1), atServer: null, seenHere: true, watched: true, wanted: true };
  it.each([
    ['is there', {}, undefined],
    ['is gone here, where it was seen', { here: 'missing' as const }, 'log_missing'],
    ['was never here', { here: 'missing' as const, seenHere: false }, undefined],
    ['is gone here, and the server sees it', { here: 'missing' as const, atServer: look(1) }, undefined],
    ['is gone where the server is', { atServer: 'missing' as const }, 'log_missing'],
    ['is another file at the server, left ten minutes ago', { atServer: look(2, NOW - 601) }, 'log_other'],
    ['is another file that is written too', { atServer: look(2, NOW - 600) }, undefined],
    ['was given up and is back', { watched: false }, 'log_dropped'],
    ['was given up and is gone', { watched: false, here: 'missing' as const }, 'log_missing'],
    ['is no longer configured', { watched: false, wanted: false }, undefined],
  ])('that %s', (_what, change, problem) => {
    expect(judgeLog({ ...well, ...change })?.problem).toBe(problem);
  });
});

describe('reading', () => {
  const facts = (position: number, size: number, modified: number) => ({ firstLine: 'ab', position, file: { size, modified } });
  const first = nextReading(undefined, facts(100, 100, NOW), NOW);

  it('stands still for a day behind what has grown', () => {
    const grown = nextReading(first, facts(100, 200, NOW + 1000), NOW + 1100);
    expect(grown.grewAt).toBe(NOW + 1000);
    const later = nextReading(grown, facts(100, 300, NOW + DAY), NOW + DAY);
    expect(later.grewAt).toBe(NOW + 1000);
    expect(isUnread(later, NOW + 999 + DAY)).toBe(false);
    expect(isUnread(later, NOW + 1000 + DAY)).toBe(true);
    expect(nextReading(later, facts(300, 300, NOW + DAY), NOW + DAY + 1).grewAt).toBeNull();
  });
  it('of a quiet log, or of a line that was just written, means nothing', () => {
    expect(isUnread(nextReading(first, facts(100, 100, NOW), NOW + 9 * DAY), NOW + 9 * DAY)).toBe(false);
    expect(isUnread(nextReading(first, facts(100, 150, NOW + 30), NOW + 9 * DAY), NOW + 9 * DAY)).toBe(false);
    const fresh = nextReading(first, facts(100, 150, NOW + 3 * DAY), NOW + 3 * DAY);
    expect(isUnread(fresh, NOW + 3 * DAY)).toBe(false);
  });
  it('begins anew when the log is rotated', () => {
    const grown = nextReading(first, facts(100, 200, NOW + 1000), NOW + 1100);
    expect(nextReading(grown, { ...facts(100, 200, NOW + 1000), firstLine: 'cd' }, NOW + DAY).grewAt).toBeNull();
  });
});

describe('silence', () => {
  const hour = 3600;
  const at = (ago: number) => NOW - ago - ((NOW - ago) % hour);
  const days = (from: number, to: number) => Array.from({ length: to - from }, (_, day) => at((to - day - 0.5) * DAY));
  it('is two days without failures after fourteen with some', () => {
    expect(silentSince(days(2, 16), NOW)).toBe(at(2.5 * DAY) + hour);
  });
  it.each([
    ['a failure since', [...days(2, 16), at(DAY)]],
    ['a day of the fourteen without', days(2, 16).filter((_, day) => day !== 5)],
    ['thirteen days only', days(2, 15)],
    ['nothing at all', []],
  ])('is none with %s', (_what, hours) => {
    expect(silentSince(hours, NOW)).toBeNull();
  });
});

describe('a trial', () => {
  const facts = { file: '/var/log/auth.log', trial: { lines: 1000, recognised: 0 }, former: null, lookalikes: 0, sharedWithAnother: false };
  it.each([
    ['of a quiet log proves nothing', {}, false],
    ['that recognises one line is well', { trial: { lines: 1000, recognised: 1 }, lookalikes: 9 }, false],
    ['among failed logins', { lookalikes: 5 }, true],
    ['among failed logins of another jail', { lookalikes: 5, sharedWithAnother: true }, false],
    ['with a few that look alike', { lookalikes: 4 }, false],
    ['that no longer knows its own lines', { former: { lines: 20, recognised: 0 } }, true],
    ['that still knows its own lines', { former: { lines: 20, recognised: 1 } }, false],
    ['of an empty log', { trial: { lines: 0, recognised: 0 }, lookalikes: 9 }, false],
    ['that could not be made', { trial: null, lookalikes: 9 }, false],
  ])('%s', (_what, change, blind) => {
    expect(judgeTrial({ ...facts, ...change }) !== null).toBe(blind);
  });
  it('counts what looks like a failed login from an address', () => {
    expect(
      countLookalikes([
        'sshd[1]: Failed password for root from 203.0.113.5 port 4 ssh2',
        'sshd[1]: Invalid user bob from 2001:db8::7 port 4',
        'user "x": password mismatch, client: 203.0.113.5',
        'sudo: pam_unix(sudo:auth): authentication failure; logname= uid=0',
        'open() "/x" failed (2: No such file or directory), client: 203.0.113.5',
        'Accepted password for root from 203.0.113.5',
      ])
    ).toBe(3);
  });
});

describe('a surge', () => {
  const hour = 3600;
  const hourOf = (time: number) => time - (time % hour);
  const weeks = (...bans: number[]) => new Map(bans.map((count, week) => [hourOf(NOW - (week + 1) * 7 * DAY), count]));
  const judge = (bans: number, hours: Map<number, number>, knownSince: number | null = NOW - 40 * DAY) => judgeSurge([{ jail: 'sshd', bans, hours, knownSince }], NOW)[0]?.value;
  it('is more than four times the middle of the past weeks, and more than twenty', () => {
    expect(usual({ hours: weeks(10, 12, 900, 8), knownSince: 0 }, NOW)).toBe(11);
    expect([judge(44, weeks(10, 12, 900, 8)), judge(45, weeks(10, 12, 900, 8))]).toEqual([0, 1]);
    expect([judge(20, weeks()), judge(21, weeks())]).toEqual([0, 1]);
  });
  it('compares with the busier of the two hours that the last one lies across', () => {
    expect(usual({ hours: new Map([[hourOf(NOW - 7 * DAY) - hour, 30]]), knownSince: NOW - 8 * DAY }, NOW)).toBe(30);
  });
  it('is told by the last day while the archive is young, and by nothing when it is new', () => {
    const lastDay = new Map(Array.from({ length: 24 }, (_, index) => [hourOf(NOW) - (index + 1) * hour, 50] as const));
    expect([judge(200, lastDay, NOW - DAY - hour), judge(201, lastDay, NOW - DAY - hour)]).toEqual([0, 1]);
    expect(judge(5000, new Map(), NOW - 3 * hour)).toBe(0);
    expect(judge(5000, new Map(), null)).toBe(0);
  });
});

describe('a mass unban', () => {
  const window = { from: NOW - 600, to: NOW };
  const judge = (...facts: Array<[string, number, number]>) => problems(judgeMassUnban(facts.map(([jail, early, running]) => ({ jail, early, running })), window));
  it('is more than fifty, and more than a fifth of those that ran', () => {
    expect(judge(['a', 50, 0])).toEqual({});
    expect(judge(['a', 51, 0])).toEqual({ a: 'mass_unban' });
    expect(judge(['a', 100, 400])).toEqual({});
    expect(judge(['a', 101, 400])).toEqual({ a: 'mass_unban' });
  });
  it('of all jails together is told when no single one stands out', () => {
    expect(judge(['a', 30, 0], ['b', 30, 0])).toEqual({ '': 'mass_unban' });
    expect(judge(['a', 60, 0], ['b', 30, 0])).toEqual({ a: 'mass_unban' });
  });
});

describe('a sample of bans', () => {
  const ban = (address: string, age: number, left: number | null = 1000) => ({ jail: 'sshd', address, start: NOW - age, end: left === null ? null : NOW + left, banTime: 600 });
  it('has the newest that have settled and do not end just now', () => {
    const bans = [ban('192.0.2.1', 59), ban('192.0.2.2', 60), ban('192.0.2.3', 500, 15), ban('192.0.2.4', 400, null), ...Array.from({ length: 30 }, (_, i) => ban(`198.51.100.${i}`, 1000 + i))];
    const sample = sampleOf(bans, NOW).get('sshd')?.map(({ address }) => address);
    expect(sample).toHaveLength(20);
    expect(sample?.slice(0, 3)).toEqual(['192.0.2.2', '192.0.2.4', '198.51.100.0']);
  });
  it('is taken without putting all of them in order', () => {
    let looks = 0;
    const bans = Array.from({ length: 20_000 }, (_, index) => {
      const one = ban('192.0.2.1', 100 + ((index * 7919) % 20_000));
      const { start } = one;
      return Object.defineProperty(one, 'start', { get: () => (looks++, start) });
    });
    expect(sampleOf(bans, NOW).get('sshd')?.map(({ start }) => NOW - start)).toEqual(Array.from({ length: 20 }, (_, index) => 100 + index));
    expect(looks).toBeLessThan(5 * bans.length);
  });
  it('is looked for in a hundred thousand ranges with a few looks', () => {
    let looks = 0;
    const counted = (index: number) => {
      const { low, high } = parseAddress(`10.${index >> 8}.${index & 255}.0/24`);
      return { get low() { return looks++, low; }, high };
    };
    const holds = holderOf({ addresses: new Set(), ranges: Array.from({ length: 20_000 }, (_, index) => counted(index)) });
    looks = 0;
    expect(missingOf(['10.70.255.9', '10.200.0.1', '10.0.0.0/24', '9.0.0.1', '2001:db8::7'].map((address) => ban(address, 100)), holds)).toEqual(['10.200.0.1', '9.0.0.1', '2001:db8::7']);
    expect(looks).toBeLessThan(200);
  });
  it('is looked for in ranges within ranges', () => {
    const range = (text: string) => ({ low: parseAddress(text).low, high: parseAddress(text).high });
    const holds = holderOf({ addresses: new Set(), ranges: ['192.0.2.0/28', '192.0.2.0/24', '192.0.2.64/27', '192.0.0.0/17'].map(range) });
    expect(missingOf(['192.0.2.200', '192.0.2.0/25', '192.0.127.255', '192.0.128.0', '191.255.255.255'].map((address) => ban(address, 100)), holds)).toEqual(['192.0.128.0', '191.255.255.255']);
  });
  it('is looked for in single addresses and in ranges', () => {
    const range = (from: string, to = from) => ({ low: parseAddress(from).low, high: parseAddress(to).high });
    const holds = holderOf({ addresses: new Set(['192.0.2.2']), ranges: [range('198.51.100.0', '198.51.100.9'), range('2001:db8::/32')] });
    const asked = ['192.0.2.2', '192.0.2.3', '198.51.100.9', '198.51.100.10', '198.51.100.0/28', '2001:db8::7', 'root'].map((address) => ban(address, 100));
    expect(missingOf(asked, holds)).toEqual(['192.0.2.3', '198.51.100.10', '198.51.100.0/28']);
  });
});
