import { describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { ONLINE } from '../../../test/peer/pluginDeps';
import type { Check } from '../../contract/queries';
import { CHECKS } from '../../contract/queries';
import type { Status } from '../../contract/status';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';
import { createCheckNotes } from './createCheckNotes';
import { createCheckService } from './createCheckService';

function service() {
  const clock = createFakeClock();
  const { logger } = createRecordingLogger();
  const fail2ban = createFakeFail2ban({ clock, jailNames: ['sshd'] });
  const given = { status: ONLINE as Status, findings: [fine('sshd'), fine('nginx')] as Finding[], waiting: 0, firewall: null as Promise<string | null> | null, hangingLogs: [] as string[], hangs: false };
  const judge = async () => (given.hangs ? new Promise<never>(() => {}) : given.findings);
  const checks = createCheckService({
    fail2ban: fail2ban.port,
    status: async () => given.status,
    history: () => ({ source: 'database', reason: null, lastSync: 1 }),
    follow: () => ({ state: 'following', reason: null, live: true, lastRecordAt: 1 }),
    archive: async () => ({ problem: null, waiting: given.waiting, disk: null }),
    hangingLogs: () => given.hangingLogs,
    firewall: () => given.firewall,
    jails: { jail_vanished: judge, jail_blind: judge, not_enforced: judge, ban_surge: judge, mass_unban: judge },
    notes: createCheckNotes({ notebook: { read: async () => null, write: async () => {} }, clock, logger }),
    clock,
    logger,
  });
  return { ...checks, clock, fail2ban, given };
}

describe('the checks', () => {
  it('all answer with rows of their own, also when all is well', async () => {
    const { check } = service();
    const rows = async (name: Check) => (await check(name)).map(({ subject, value }) => [subject, value]);
    expect(await Promise.all(CHECKS.map(rows))).toEqual([
      [[null, 0]],
      [[null, 0]],
      ...Array.from({ length: 5 }, () => [['sshd', 0], ['nginx', 0]]),
      [['writes', 0], ['disk', 0]],
      [['socket', 0], ['log_level', 0], ['database', 0], ['log', 0], ['jail_logs', 0]],
      [[null, 0]],
    ]);
  });

  it('tell of the jails that are asked for', async () => {
    const { check } = service();
    expect(await check('jail_blind', ['nginx'])).toEqual([fine('nginx')]);
    expect(await check('jail_blind', ['no-such-jail'])).toEqual([fine(null)]);
    expect(await check('half_blind', ['nginx'])).toHaveLength(5);
  });

  it('know nothing of jails while fail2ban does not answer, and still tell that it is stuck', async () => {
    const { check, given } = service();
    for (const change of [{ state: 'offline', reason: 'not_running' }, { state: 'busy', reason: 'refused_busy' }, { state: 'unknown', reason: null }] as const) {
      given.status = { ...ONLINE, ...change, up: 0 };
      await expect(check('jail_blind')).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
      await expect(check('half_blind')).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
      expect(await check('archive')).toHaveLength(2);
    }
    given.status = { ...ONLINE, state: 'busy', reason: 'refused_busy', up: 0 };
    const { check: anew, given: again } = service();
    again.status = given.status;
    expect((await anew('stuck'))[0]).toMatchObject({ value: 1 });
  });

  it.each([
    ['offline', 'not_running', { down: 1, stuck: 0, half_blind: null }],
    ['busy', 'refused_busy', { down: 0, stuck: 1, half_blind: null }],
    ['forbidden', 'permission_denied', { down: 0, stuck: 0, half_blind: 1 }],
    ['unknown', null, { down: null, stuck: 0, half_blind: null }],
  ] as const)('have one alert for a fail2ban that is %s', async (state, reason, expected) => {
    const { check, fail2ban, given } = service();
    given.status = { ...ONLINE, state, reason, up: state === 'unknown' ? null : 0, message: `It is ${state}.` };
    const valueOf = async (name: Check) => (await check(name).catch(() => []))[0]?.value ?? null;
    expect({ down: await valueOf('down'), stuck: await valueOf('stuck'), half_blind: await valueOf('half_blind') }).toEqual(expected);
    expect(fail2ban.calls).toEqual([]);
  });

  it('tell what is known of a fail2ban that cannot be asked', async () => {
    const { check, given } = service();
    given.status = { ...ONLINE, state: 'offline', reason: 'connection_lost', up: 0, message: 'It closed the connection.' };
    const first = [wrong(null, 'offline', 'It closed the connection.')];
    expect(await check('down')).toEqual(first);
    given.status = { ...given.status, reason: 'not_running', message: 'It is not running.' };
    expect(await check('down')).toEqual(first);
    given.status = { ...given.status, state: 'forbidden', reason: 'permission_denied', message: 'It may not be opened.' };
    expect(await check('half_blind')).toEqual([wrong('socket', 'forbidden', 'It may not be opened.')]);
    await expect(check('jail_blind')).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
  });

  it('tell at once that fail2ban is down, and that it is back', async () => {
    const { check, given } = service();
    given.status = { ...ONLINE, state: 'offline', reason: 'not_running', up: 0 };
    expect((await check('down'))[0]?.value).toBe(1);
    given.status = ONLINE;
    expect((await check('down'))[0]?.value).toBe(0);
  });

  it('tell that the firewall cannot be looked into, as something that BanGUI cannot see', async () => {
    const firewallOf = async (firewall: Promise<string | null> | null) => {
      const { check, given } = service();
      given.firewall = firewall;
      return (await check('half_blind')).filter(({ subject }) => subject === 'firewall');
    };
    expect(await firewallOf(null)).toEqual([]);
    expect(await firewallOf(Promise.resolve(null))).toEqual([fine('firewall')]);
    expect(await firewallOf(Promise.resolve('nft may not be run.'))).toEqual([wrong('firewall', 'firewall_unreadable', expect.stringContaining('nft may not be run.'))]);
  });

  it('tell of log files that do not answer', async () => {
    const { check, given } = service();
    given.hangingLogs = ['/mnt/auth.log'];
    expect((await check('half_blind')).filter(({ value }) => value === 1)).toEqual([wrong('jail_logs', 'logs_hang', expect.stringContaining('/mnt/auth.log'), ['/mnt/auth.log'])]);
  });

  it.each([
    ['jail_blind', 'FAIL2BAN_TIMEOUT'],
    ['ban_surge', 'DATABASE_BUSY'],
  ] as const)('do not say for ever what they last knew: %s', async (name, code) => {
    const { check, given, clock } = service();
    const later = async (ms: number) => {
      const answer = check(name).catch((error: unknown) => error);
      await clock.advance(ms);
      return answer;
    };
    expect(await later(0)).toHaveLength(2);
    given.hangs = true;
    await clock.advance(100_000);
    expect(await later(16_000)).toHaveLength(2);
    await clock.advance(10_000);
    expect(await later(16_000)).toMatchObject({ code });
    await clock.advance(86_400_000);
    expect(await later(16_000)).toMatchObject({ code });
  });

  it('fail when the first answer does not come', async () => {
    const { check, given, clock } = service();
    given.hangs = true;
    const answer = check('jail_blind').catch((error: unknown) => error);
    await clock.advance(25_000);
    expect(await answer).toMatchObject({ code: 'FAIL2BAN_TIMEOUT' });
  });

  it('ask once for all who ask within seconds', async () => {
    const { check, fail2ban, clock } = service();
    await Promise.all([check('half_blind'), check('half_blind')]);
    await check('half_blind');
    expect(fail2ban.calls).toEqual(['get loglevel']);
    await clock.advance(20_000);
    fail2ban.circumstances.logLevel = 'ERROR';
    expect((await check('half_blind'))[1]).toMatchObject({ problem: 'log_level', value: 1 });
  });

  it('keep the words of a problem as long as it is the same one', async () => {
    const { check, given, clock } = service();
    const evidenceOf = async (finding: Finding) => {
      given.findings = [finding];
      await clock.advance(20_000);
      return (await check('ban_surge'))[0]?.evidence;
    };
    expect(await evidenceOf(wrong('sshd', 'surge', '57 bans'))).toBe('57 bans');
    expect(await evidenceOf(wrong('sshd', 'surge', '60 bans'))).toBe('57 bans');
    expect(await evidenceOf(wrong('sshd', 'other', 'else'))).toBe('else');
    expect(await evidenceOf(fine('sshd'))).toBe('');
    expect(await evidenceOf(wrong('sshd', 'surge', '80 bans'))).toBe('80 bans');
  });

  it('answer anew, and in other words, once an address was erased', async () => {
    const { check, erased, given } = service();
    given.findings = [wrong('sshd', 'not_in_firewall', 'lacks 192.0.2.1', ['192.0.2.1'])];
    await check('not_enforced');
    given.findings = [wrong('sshd', 'not_in_firewall', 'lacks one', ['192.0.2.2', '192.0.2.1'])];
    expect((await check('not_enforced'))[0]?.evidence).toBe('lacks 192.0.2.1');
    erased('192.0.2.1');
    expect((await check('not_enforced'))[0]?.evidence).toBe('lacks one');
  });
});
