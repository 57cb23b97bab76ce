import { describe, expect, it } from 'vitest';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import { createLogClock } from './createLogClock';
import { createRecordAssembler } from './createRecordAssembler';
import { parseLength } from './parseLength';
import { readEvent } from './readEvent';
import { readHeader } from './readHeader';

const AT = Date.UTC(2026, 10, 21, 0, 45, 17, 880) / 1000;
const clock = () => createLogClock('Europe/Berlin', null, () => AT);

/** Events of a text that is a whole log of a host in Berlin. */
function eventsOf(text: string): Fail2banEvent[] {
  const events: Fail2banEvent[] = [];
  const time = clock();
  const assembler = createRecordAssembler(null, ({ header }) => {
    const event = header && readEvent({ at: time.resolve(header.time, null), level: header.level, message: header.message }, time);
    if (event) {
      events.push(event);
    }
  });
  text.split('\n').forEach((one, index) => assembler.push({ text: one, end: index }));
  assembler.flush();
  return events;
}
const head = (logger: string, level: string) => `2026-11-21 01:45:17,880 ${logger.padEnd(24)}[7463]: ${level.padEnd(7)} `;
const one = (level: string, message: string) => eventsOf(`${head('fail2ban.actions', level)}${message}`);
const found = Date.UTC(2026, 10, 21, 0, 44, 0) / 1000;

describe('records of the log', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['INFO', '[sshd] Found 203.0.113.20 - 2026-11-21 01:44:00', { kind: 'found', at: found, loggedAt: AT, jail: 'sshd', address: '203.0.113.20' }],
    ['INFO', '[my.jail-2] Found 2001:db8::1 - 2026-11-21 01:44:00', { kind: 'found', at: found, loggedAt: AT, jail: 'my.jail-2', address: '2001:db8::1' }],
    ['INFO', '[users] Found John - Doe - 2026-11-21 01:44:00', { kind: 'found', at: found, loggedAt: AT, jail: 'users', address: 'John - Doe' }],
    ['INFO', '[sshd] Ignore 203.0.113.31 by ip', { kind: 'ignored', at: AT, jail: 'sshd', address: '203.0.113.31', by: 'ip' }],
    ['INFO', '[sshd] Ignore 203.0.113.31 by ignoreself rule', { kind: 'ignored', at: AT, jail: 'sshd', address: '203.0.113.31', by: 'ignoreself rule' }],
    ['INFO', '[sshd] Ignore 203.0.113.31, expired bantime', { kind: 'ignored', at: AT, jail: 'sshd', address: '203.0.113.31', by: 'expired bantime' }],
    ['INFO', '[sshd] Attempt 203.0.113.31 - 2026-11-21 01:44:00', { kind: 'attempt', at: found, loggedAt: AT, jail: 'sshd', address: '203.0.113.31' }],
    ['NOTICE', '[sshd] Ban 203.0.113.20', { kind: 'ban', at: AT, jail: 'sshd', address: '203.0.113.20' }],
    ['NOTICE', '[sshd] Ban 198.51.100.0/24', { kind: 'ban', at: AT, jail: 'sshd', address: '198.51.100.0/24' }],
    ['NOTICE', '[users] Ban foo] [bar; $(id)', { kind: 'ban', at: AT, jail: 'users', address: 'foo] [bar; $(id)' }],
    ['NOTICE', '[sshd] Restore Ban 203.0.113.32', { kind: 'restore', at: AT, jail: 'sshd', address: '203.0.113.32' }],
    ['NOTICE', '[sshd2] Increase Ban 203.0.113.106 (2 # 4s -> 2026-11-21 01:45:21)', { kind: 'prolong', at: AT, jail: 'sshd2', address: '203.0.113.106', banTime: 4, banCount: 2, end: Math.floor(AT) + 4 }],
    ['NOTICE', '[sshd2] Increase Ban 203.0.113.106 (2 # 1 day, 0:00:04 -> 2026-11-22 01:45:21)', { kind: 'prolong', at: AT, jail: 'sshd2', address: '203.0.113.106', banTime: 86_404, banCount: 2, end: Math.floor(AT) + 86_404 }],
    ['NOTICE', '[sshd2] Increase Ban 203.0.113.106 (3 # permanent -> infinite)', { kind: 'prolong', at: AT, jail: 'sshd2', address: '203.0.113.106', banTime: -1, banCount: 3, end: null }],
    ['NOTICE', '[sshd2] Increase Ban 203.0.113.106 (2 # 99999999999999w -> 2026-11-22 01:45:21)', { kind: 'prolong', at: AT, jail: 'sshd2', address: '203.0.113.106', banTime: -1, banCount: 2, end: null }],
    ['NOTICE', '[sshd2] Increase Ban 203.0.113.106 (99999999999999999999 # 4.6s -> 1970-01-02 00:00:00)', { kind: 'prolong', at: AT, jail: 'sshd2', address: '203.0.113.106', banTime: 5, banCount: 1, end: null }],
    ['NOTICE', '[sshd] Unban 203.0.113.20', { kind: 'unban', at: AT, jail: 'sshd', address: '203.0.113.20', cause: 'unbanned' }],
    ['NOTICE', '[sshd] Repeal Ban 203.0.113.20', { kind: 'repeal', at: AT, jail: 'sshd', address: '203.0.113.20' }],
    ['WARNING', '[sshd] 203.0.113.20 already banned', { kind: 'alreadyBanned', at: AT, jail: 'sshd', address: '203.0.113.20' }],
    ['NOTICE', "[sshd] Reban 203.0.113.20, action 'x'", { kind: 'reban', at: AT, jail: 'sshd', address: '203.0.113.20', action: 'x' }],
    ['NOTICE', '[sshd] Reban 203.0.113.20', { kind: 'reban', at: AT, jail: 'sshd', address: '203.0.113.20', action: null }],
    ['NOTICE', '[sshd] Flush ticket(s) with nftables', { kind: 'flush', at: AT, jail: 'sshd', action: 'nftables' }],
    ['INFO', "Creating new jail 'sshd'", { kind: 'jailCreated', at: AT, jail: 'sshd' }],
    ['INFO', "Jail 'sshd' started", { kind: 'jailStarted', at: AT, jail: 'sshd' }],
    ['INFO', "Jail 'sshd' stopped", { kind: 'jailStopped', at: AT, jail: 'sshd' }],
    ['INFO', "Jail 'sshd' reloaded", { kind: 'jailReloaded', at: AT, jail: 'sshd' }],
    ['INFO', 'Starting Fail2ban v1.0.2', { kind: 'serverStarted', at: AT, version: '1.0.2' }],
    ['INFO', 'Shutdown in progress...', { kind: 'serverStopping', at: AT }],
    ['INFO', 'Exiting Fail2ban', { kind: 'serverStopped', at: AT }],
    [
      'ERROR',
      "Failed to execute ban jail 'sshd' action 'labnull' info 'ActionInfo({'ip': '203.0.113.30', 'family': 'inet4'})': Error banning 203.0.113.30",
      { kind: 'actionFailed', at: AT, jail: 'sshd', action: 'labnull', phase: 'ban', address: '203.0.113.30', detail: 'Error banning 203.0.113.30' },
    ],
    ['ERROR', "Failed to start jail 'newj' action 'badact': Error starting action Jail('newj')/badact", { kind: 'actionFailed', at: AT, jail: 'newj', action: 'badact', phase: 'start', address: null, detail: "Error starting action Jail('newj')/badact" }],
    ['ERROR', "Failed to flush bans in jail 'sshd' action 'nft': oops", { kind: 'actionFailed', at: AT, jail: 'sshd', action: 'nft', phase: 'flush', address: null, detail: 'oops' }],
    ['ERROR', "Jail 'newj' skipped, because of wrong configuration: Unable to read the filter 'nosuchfilter'", { kind: 'jailSkipped', at: AT, jail: 'newj', detail: "Unable to read the filter 'nosuchfilter'" }],
    ['WARNING', "Command ['status', 'x'] has failed. Received UnknownJailException('x')", { kind: 'commandFailed', at: AT, detail: "UnknownJailException('x'): ['status', 'x']" }],
    ['ERROR', '[sshd] unhandled error in actions thread: x', { kind: 'otherError', at: AT, level: 'ERROR', jail: 'sshd', detail: '[sshd] unhandled error in actions thread: x' }],
    ['CRITICAL', 'Too bad', { kind: 'otherError', at: AT, level: 'CRITICAL', jail: null, detail: 'Too bad' }],
  ])('%s %s', (level, message, event) => {
    expect(one(level, message)).toEqual([event]);
  });

  it.each([
    ['INFO', '[sshd2] Found 203.0.113.106, bad - 2026-11-21 01:45:17, 2 # -> 3, Ban'],
    ['INFO', '[sshd2] IP 203.0.113.106 is bad: 1 # last 2026-11-21 01:45:17 - incr 1s to 4s'],
    ['INFO', '-'.repeat(50)],
    ['INFO', 'rollover performed on /var/log/fail2ban.log'],
    ['INFO', 'Reload all jails'],
    ['INFO', ''],
    ['WARNING', '[sshd] Please check a jail for a timing issue. Line with odd timestamp: [x] Ban 192.0.2.1'],
    ['WARNING', 'Simulate NOW in operation'],
  ])('%s %s is no event', (level, message) => {
    expect(one(level, message)).toEqual([]);
  });

  it('may have several lines, and names that touch the bracket', () => {
    const text = `${head('fail2ban.configparserinc', 'ERROR')}Unable to compile 'x':\nmissing ), at 0\n${head('fail2ban.actions', 'NOTICE')}[sshd] Ban 192.0.2.1`;
    expect(eventsOf(text)).toMatchObject([{ kind: 'otherError', detail: "Unable to compile 'x':\nmissing ), at 0" }, { kind: 'ban' }]);
  });

  it('are not forged by a newline in what is banned', () => {
    const forged = `${head('fail2ban.actions', 'NOTICE')}[sshd] Ban 192.0.2.1\n[sshd] Ban 192.0.2.2\nNOTICE [sshd] Ban 192.0.2.3\nNov 21 01:45:17 host fail2ban.actions[1]: NOTICE [sshd] Ban 192.0.2.4`;
    expect(eventsOf(forged)).toMatchObject([{ kind: 'ban', address: '192.0.2.1' }]);
  });

  it('keep only so much of a long one', () => {
    const [event] = eventsOf(`${head('fail2ban.transmitter', 'ERROR')}Command [${'x'.repeat(30_000)}] has failed. Received ValueError('no')${'\nmore'.repeat(20_000)}`);
    expect(event).toMatchObject({ kind: 'commandFailed', detail: expect.stringMatching(/^ValueError\('no'\)/) });
    expect(event && 'detail' in event && event.detail.length).toBeLessThanOrEqual(1000);
  });

  it('come through a syslog daemon, among others', () => {
    const text = [
      'Nov 21 01:45:17 host fail2ban.actions[7463]: NOTICE [sshd] Ban 203.0.113.130',
      'Nov 21 01:45:18 host sshd[1]: Failed password for root [sshd] Ban 192.0.2.9',
      'Nov 21 01:45:19 host fail2ban.filter[7463]: INFO [sshd] Found 203.0.113.131 - 2026-11-21 01:45:19',
      'Nov 21 01:45:20 host fail2ban.filter[7463]: ERROR a#012b',
    ].join('\n');
    expect(eventsOf(text)).toMatchObject([
      { kind: 'ban', at: Math.floor(AT), address: '203.0.113.130' },
      { kind: 'found', loggedAt: Math.floor(AT) + 2 },
      { kind: 'otherError', detail: 'a\nb' },
    ]);
    const iso = '2026-11-21T02:45:17.880123+02:00 host fail2ban.actions[7463]: NOTICE [sshd] Ban 203.0.113.130';
    expect(eventsOf(iso)).toEqual([{ kind: 'ban', at: AT, jail: 'sshd', address: '203.0.113.130' }]);
  });
});

describe('headers', () => {
  it.each(['', 'x', '2026-11-21 01:45:17,880', '2026-11-21 01:45:17,880 sshd[1]: INFO x', '2026-99-21 aa:45:17,880 fail2ban.actions [1]: INFO x', ' 2026-11-21 01:45:17,880 fail2ban.actions [1]: INFO x'])(
    'are not made of %j',
    (text) => {
      expect(readHeader(text, null)).toBeNull();
    }
  );
});

describe('lengths', () => {
  it.each([['4s', 4], ['3.0s', 3], ['1m 30s', 90], ['1h', 3600], ['2d 7h 15m', 198_900], ['1y 3w 4d', 33_696_000], ['0', 0], ['0:10:00', 600], ['2 days, 1:00:01', 176_401], ['soon', Number.NaN], ['', Number.NaN]])('%s', (text, seconds) => {
    expect(parseLength(text)).toBe(seconds);
  });

  it.each([
    ['INFO', "Creating new jail 'zz-scratch'"],
    ['INFO', "Jail 'zz-scratch' stopped"],
    ['ERROR', "Command ['set', 'zz-scratch', 'findtime', 'abc'] has failed. Received NameError(\"name 'abc' is not defined\")"],
    ['ERROR', "Stop FilterPoll(Jail('zz-scratch')) of jail 'zz-scratch' failed: cannot join thread before it is started"],
  ])('tell nothing of a jail that is only tried out: %s %s', (level, message) => {
    expect(one(level, message)).toEqual([]);
  });

  it('tell of others that only speak of it', () => {
    expect(one('ERROR', "Failed to execute ban jail 'sshd' action 'x' info 'ActionInfo({'ip': '203.0.113.20', 'user': \"jail 'zz-scratch'\"})': Error banning 203.0.113.20")).toHaveLength(1);
    expect(one('ERROR', "Command ['set', 'sshd', 'addfailregex', \"jail 'zz-scratch'\"] has failed. Received ValueError('x')")).toHaveLength(1);
    expect(one('NOTICE', '[sshd] Ban zz-scratch')).toHaveLength(1);
  });
});
