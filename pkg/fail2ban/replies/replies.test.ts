import { describe, expect, it } from 'vitest';
import { readRecordings, RECORDED_VERSIONS } from '../../../test/fixtures/fail2ban-replies/readRecordings';
import { decodeReply } from '../codec/decodeReply';
import type { PickleValue } from '../codec/pickleValue';
import { createLocalTime } from './createLocalTime';
import { readActiveBans } from './readActiveBans';
import { readCounters } from './readCounters';
import { readJailNames } from './readJailNames';
import { readReply } from './readReply';

const localTime = createLocalTime('UTC');
const NOW = Date.parse('2026-11-21T02:20:00Z') / 1000;
const protocolError = expect.objectContaining({ code: 'FAIL2BAN_PROTOCOL_ERROR' });

describe.each(RECORDED_VERSIONS)('typed replies of %s', (version) => {
  const valueOf = (...cmd: string[]): PickleValue => {
    const recording = readRecordings(version).find((one) => JSON.stringify(one.cmd) === JSON.stringify(cmd));
    if (!recording) {
      throw new Error(`no recording of ${cmd.join(' ')}`);
    }
    return readReply(decodeReply(recording.bytes));
  };

  it('reads the names of the jails', () => {
    expect(readJailNames(valueOf('status'))).toEqual(['noact', 'sshd', 'sshd2']);
  });

  it('reads the counters of a jail', () => {
    expect(readCounters('tj', valueOf('status', 'tj'))).toEqual({
      name: 'tj',
      currentlyFailed: 0,
      totalFailed: 0,
      currentlyBanned: 0,
      totalBanned: 0,
      logFiles: [],
      journalMatches: [],
    });
  });

  it('reads all bans with their times, also of what is no address', () => {
    const bans = readActiveBans('sshd', valueOf('get', 'sshd', 'banip', '--with-time'), localTime, NOW);
    expect(bans.map(({ address }) => address)).toEqual(valueOf('get', 'sshd', 'banip'));
    expect(bans.map(({ address }) => address)).toContain('foo;bar $(id)');
    for (const { jail, start, end, banTime } of bans) {
      expect({ jail, banTime, end }).toEqual({ jail: 'sshd', banTime: 600, end: start + 600 });
      expect(new Date(start * 1000).toISOString()).toMatch(/^2026-11-21T02:19:\d\d/);
    }
  });
});

describe('readActiveBans', () => {
  const read = (line: PickleValue) => readActiveBans('sshd', [line], localTime, NOW);

  it('knows a ban for ever', () => {
    expect(read('192.0.2.7 \t2026-11-21 02:19:13 + -1 = 9999-12-31 23:59:59')).toEqual([
      { jail: 'sshd', address: '192.0.2.7', start: Date.parse('2026-11-21T02:19:13Z') / 1000, end: null, banTime: -1 },
    ]);
  });

  it('reads a line from the right', () => {
    const odd = 'x \t2020-01-01 00:00:00 + 1 = 2020-01-01 00:00:01';
    expect(read(`${odd} \t2026-11-21 02:19:13 + 60 = 2026-11-21 02:20:13`)[0]?.address).toBe(odd);
  });

  it.each([
    ['192.0.2.7'],
    [''],
    [null],
    ['192.0.2.7 \t2026-11-21 02:19:13 + x = 2026-11-21 02:29:13'],
    ['192.0.2.7 \t2026-11-21 02:19:13 + 1.5 = 2026-11-21 02:29:13'],
    ['192.0.2.7 \tyesterday, 02:19:13 + 600 = 2026-11-21 02:29:13'],
    ['192.0.2.7 \t2026-11-21 02:19:13 + 600 = tomorrow'],
    ['192.0.2.7 \t2026-11-21 02:19:13 +  = 2026-11-21 02:29:13'],
    [' \t2026-11-21 02:19:13 + 600 = 2026-11-21 02:29:13'],
  ])('refuses %j', (line) => {
    expect(() => read(line)).toThrow(protocolError);
  });
});

describe('readCounters', () => {
  const status = (source: PickleValue): PickleValue => [
    ['Actions', [['Total banned', 4], ['Currently banned', 3], ['Something new', 'x']]],
    ['Filter', [source, ['Total failed', 2], ['Currently failed', 1]]],
  ];

  it('finds everything by its label, wherever it stands', () => {
    expect(readCounters('j', status(['File list', ['/var/log/a', '/var/log/b']]))).toEqual({
      name: 'j',
      currentlyFailed: 1,
      totalFailed: 2,
      currentlyBanned: 3,
      totalBanned: 4,
      logFiles: ['/var/log/a', '/var/log/b'],
      journalMatches: [],
    });
    expect(readCounters('j', status(['Journal matches', ['_SYSTEMD_UNIT=ssh.service + _COMM=sshd']]))).toMatchObject({
      logFiles: [],
      journalMatches: ['_SYSTEMD_UNIT=ssh.service + _COMM=sshd'],
    });
  });

  it.each([[null], [[]], [[['Filter', []], ['Actions', []]]], ['x']])('refuses %j', (value) => {
    expect(() => readCounters('j', value)).toThrow(protocolError);
  });
});

describe('readJailNames', () => {
  it('knows a server without jails', () => {
    expect(readJailNames([['Number of jail', 0], ['Jail list', '']])).toEqual([]);
  });
});
