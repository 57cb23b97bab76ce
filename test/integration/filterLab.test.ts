import { appendFile, mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateBans } from '../../pkg/domain/simulateBans';
import { findFail2ban } from '../stack/fail2banPackage';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { runCommand } from '../stack/runCommand';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

const FAILED = 'Nov 21 10:00:01 host sshd[123]: Failed password for root from 203.0.113.5 port 22 ssh2';
const INVALID = 'Nov 21 10:00:04 host sshd[125]: Invalid user admin; x from 203.0.113.7 port 22';
const ACCEPTED = 'Nov 21 10:00:02 host sshd[124]: Accepted password for bob from 203.0.113.6 port 22 ssh2';
const OTHER = 'Nov 21 10:00:03 host cron[1]: nothing here';
const CANDIDATE = { failregex: ['^\\s*bad login of <F-USER>\\S+</F-USER> from <HOST>$', '^\\s*refused: <ADDR> 100%$'], ignoreregex: ['from 192\\.0\\.2\\.'] };

/** What fail2ban's own counting makes of failures [id, time]: whom it bans, and when. */
const COUNTING = `
import json, sys
from fail2ban.server.failmanager import FailManager, FailManagerEmpty
from fail2ban.server.ticket import FailTicket
manager, banned = FailManager(), []
manager.setMaxRetry(int(sys.argv[1])); manager.setMaxTime(int(sys.argv[2]))
for ip, time in json.loads(sys.argv[3]):
  manager.cleanup(time)
  manager.addFailure(FailTicket(ip, time))
  try: manager.toBan(ip); banned.append([ip, time])
  except FailManagerEmpty: pass
print(json.dumps(banned))
`;

/** As a syslog daemon writes it, in the zone of this process. */
function stamp(secondsAgo: number): string {
  const date = new Date(Date.now() - secondsAgo * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

describe('the filter lab on a real fail2ban-regex', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;
  let sshLog = '';

  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd', maxRetry: 3, findTime: 600, banTime: 600, action: 'noop', ignoreIp: ['198.51.100.0/24'] }, { name: 'linked', filter: 'sshd', action: 'noop' }] });
    sshLog = fail2ban.jailLogs.sshd ?? '';
    sidecar = await startTestSidecar(fail2ban.socketPath, {
      BANGUI_FAIL2BAN_REGEX: fail2ban.regexCommand,
      BANGUI_FAIL2BAN_CONFIG_DIR: fail2ban.configDir,
      BANGUI_LOG_PREVIEW_DIRS: path.dirname(sshLog),
    });
  });
  afterAll(async () => {
    await sidecar?.stop();
    await fail2ban?.dispose();
  });

  const run = (filter: unknown, source: unknown) => sidecar.call('POST', '/lab/run', { body: { filter, source } });
  const tryCandidate = (candidate: Record<string, unknown>, lines: readonly string[]) => run({ candidate: { failregex: [], ...candidate } }, { lines });
  const trialsLeft = async () => (await readdir(sidecar.stateDir)).filter((name) => name.startsWith('filter-trial-'));

  it('tells of a saved filter which expression knew which line, and what it captured', async () => {
    const { status, body } = await run({ saved: 'sshd' }, { lines: [FAILED, ACCEPTED, '# a comment', '', OTHER, INVALID] });
    expect(status).toBe(200);
    expect(body.totals).toEqual({ lines: 6, matched: 2, harmless: 1, ignored: 0, missed: 1, skipped: 2 });
    expect(body.lines.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['matched', 'harmless', 'skipped', 'skipped', 'missed', 'matched']);
    expect(body.lines[0]).toMatchObject({ text: FAILED, host: '203.0.113.5', fields: { user: 'root' }, ignoredBy: null });
    expect(new Date(body.lines[0].time * 1000).toTimeString()).toContain('10:00:01');
    expect(body.lines[5]).toMatchObject({ host: '203.0.113.7', fields: { user: 'admin; x' } });
    expect(body.failregex[body.lines[0].expression]).toMatchObject({ text: expect.stringContaining('^Failed '), lines: 1 });
    expect(body.failregex[body.lines[5].expression]).toMatchObject({ text: expect.stringContaining('nvalid) user'), lines: 1 });
    expect(body.failregex.filter(({ lines }: { lines: number }) => lines > 0)).toHaveLength(3);
  });

  it('takes a mode of a saved filter', async () => {
    const line = 'Nov 21 10:00:05 host sshd[123]: Connection closed by 203.0.113.5 port 22 [preauth]';
    const verdictOf = async (mode: string | null) => (await run({ saved: 'sshd', mode }, { lines: [line] })).body.lines[0].verdict;
    expect(await verdictOf(null)).toBe('harmless');
    expect(await verdictOf('aggressive')).toBe('matched');
  });

  it('tries a filter that is not saved, with ignoreregex, percent signs and lines of any alphabet', async () => {
    const lines = ['Nov 21 10:00:01 bad login of zoë from 203.0.113.9', 'Nov 21 10:00:01 refused: 2001:db8::1 100%', 'Nov 21 10:00:01 bad login of x from 192.0.2.7', "Nov 21 10:00:01 it's \"odd\" {'user': 'x'} \\ \t", 'undated'];
    const { status, body } = await tryCandidate(CANDIDATE, lines);
    expect([status, body.failregex.map(({ text }: { text: string }) => text)]).toEqual([200, CANDIDATE.failregex]);
    expect(body.lines.map(({ verdict, expression, ignoredBy, host }: Record<string, unknown>) => [verdict, expression, ignoredBy, host])).toEqual([
      ['matched', 0, null, '203.0.113.9'],
      ['matched', 1, null, '2001:db8::1'],
      ['ignored', 0, 0, null],
      ['missed', null, null, null],
      ['missed', null, null, null],
    ]);
    expect(body.lines.map(({ text }: { text: string }) => text)).toEqual(lines);
    expect(body.lines[0].fields).toEqual({ user: 'zoë' });
    expect(body.ignoreregex).toEqual([{ text: CANDIDATE.ignoreregex[0], lines: 1 }]);
  });

  it('builds one on a saved filter, and takes nothing else from files', async () => {
    const { body } = await tryCandidate({ base: 'sshd', failregex: ['%(known/failregex)s', '^odd %(__nosuch__ from <HOST>'] }, [FAILED, 'Nov 21 10:00:01 host sshd[1]: odd %(__nosuch__ from 203.0.113.1']);
    expect(body.error_code).toBe('FAIL2BAN_REJECTED');
    const fine = await tryCandidate({ base: 'sshd', failregex: ['%(known/failregex)s', '^odd 5% from <HOST>'] }, [FAILED, 'Nov 21 10:00:01 host sshd[1]: odd 5% from 203.0.113.1']);
    expect(fine.body.lines.map(({ host }: { host: string }) => host)).toEqual(['203.0.113.5', '203.0.113.1']);
    expect((await tryCandidate({ base: '../sshd', failregex: ['^x <HOST>'] }, ['x'])).body).toMatchObject({ error_code: 'INVALID_INPUT', details: { field: 'candidate.base' } });
  });

  it('takes a path for a line like any other', async () => {
    const { status, body } = await tryCandidate({ failregex: ['^root:<F-USER>\\S*</F-USER>.* <HOST>', '^/etc/<F-ID>\\S+</F-ID>'] }, ['/etc/shadow']);
    expect([status, body.totals.lines, body.lines[0]]).toMatchObject([200, 1, { text: '/etc/shadow', verdict: 'matched', host: 'shadow' }]);
    expect(await trialsLeft()).toEqual([]);
  });

  it("says in fail2ban's words what does not compile, and where", async () => {
    const { status, body } = await tryCandidate({ failregex: ['^ok <HOST>', '^bad( <HOST>'] }, [OTHER]);
    expect([status, body.error_code, body.details.expression]).toEqual([400, 'FAIL2BAN_REJECTED', 'failregex.1']);
    expect(body.details.fail2ban).toContain('unterminated subpattern at position 4');
    expect((await tryCandidate({ failregex: ['^ok <HOST>'], ignoreregex: ['a', 'b('] }, [OTHER])).body.details.expression).toBe('ignoreregex.1');
    const odd = await tryCandidate({ failregex: ['^ok <HOST>'], datepattern: '%Q{^x' }, [OTHER]);
    expect([odd.status, odd.body.details.fail2ban]).toEqual([400, expect.stringContaining('datepattern')]);
    expect(odd.body.details.expression).toBe('datepattern');
    expect((await tryCandidate({ failregex: ['^ok <HOST>'], prefregex: '^x(<F-CONTENT>.+</F-CONTENT>' }, [OTHER])).body.details.expression).toBe('prefregex');
    expect(JSON.stringify([body, odd.body])).not.toContain(sidecar.stateDir);
  });

  it('ends an expression that takes for ever', async () => {
    const catastrophic = await tryCandidate({ failregex: ['^(a+)+$<HOST>', '^((a|a)*)*b<HOST>$'] }, ['a'.repeat(60)]);
    expect([catastrophic.status, catastrophic.body.error_code, catastrophic.body.message]).toEqual([400, 'INVALID_INPUT', expect.stringContaining('was ended')]);
    expect(await trialsLeft()).toEqual([]);
    const running = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
    expect(running.filter((command) => command.includes(`${sidecar.stateDir}/filter-trial-`))).toEqual([]);
  }, 40_000);

  it.each([
    ['a line break', { failregex: ['^x <HOST>\n[Definition]\nactionban = id'] }],
    ['a separator that Python takes for a line break', { failregex: ['^x <HOST>\u2028[Init]'] }],
    ['a comment', { failregex: ['^x <HOST>', '# ^y <HOST>'] }],
    ['a comment within the line', { failregex: ['^x <HOST> ;y'] }],
    ['no host', { failregex: ['^x$'] }],
    ['blanks around', { failregex: [' ^x <HOST>'] }],
    ['a break in the date pattern', { failregex: ['^x <HOST>'], datepattern: '%Y\r\n[INCLUDES]\r\nbefore = /etc/passwd' }],
    ['no expression', { failregex: [] }],
    ['an unknown key', { failregex: ['^x <HOST>'], ignorecommand: 'id' }],
  ])('refuses %s in a filter', async (_, candidate) => {
    expect(await tryCandidate(candidate, [OTHER])).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT' } });
  });

  it.each(['../jail', '/etc/passwd', 'sshd.conf', 'sshd[mode=x]', '-c', 'a\nb', ''])('refuses %j as the name of a filter', async (saved) => {
    expect(await run({ saved }, { lines: [OTHER] })).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT' } });
  });

  it('follows no link out of the folder of filters, and knows no filter that is not there', async () => {
    await writeFile(path.join(fail2ban.dir, 'secret.conf'), '[Definition]\nfailregex = ^secret <HOST>\n');
    await symlink(path.join(fail2ban.dir, 'secret.conf'), path.join(fail2ban.configDir, 'filter.d/secret.conf'));
    expect(await run({ saved: 'secret' }, { lines: [OTHER] })).toMatchObject({ status: 404, body: { error_code: 'NOT_FOUND' } });
    expect(await run({ saved: 'sshd', mode: 'x]["$(id)' }, { lines: [OTHER] })).toMatchObject({ status: 400, body: { details: { field: 'mode' } } });
    expect((await sidecar.call('POST', '/lab/run', { role: 'Editor', body: { filter: { saved: 'sshd' }, source: { lines: [OTHER] } } })).status).toBe(403);
  });

  it('keeps samples, and tells which of them a change would break', async () => {
    const samples = [{ line: FAILED, expect: 'match', note: 'the usual' }, { line: ACCEPTED, expect: 'no_match', note: '' }];
    const { digest } = (await sidecar.call('GET', '/lab/filters/sshd/samples')).body;
    const kept = { samples, digest: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect((await sidecar.call('PUT', '/lab/filters/sshd/samples', { body: { samples, expected: digest } })).body).toEqual(kept);
    expect((await sidecar.call('GET', '/lab/filters/sshd/samples')).body).toEqual(kept);
    expect(await sidecar.call('PUT', '/lab/filters/sshd/samples', { body: { samples: [], expected: digest } })).toMatchObject({ status: 409, body: { error_code: 'REVISION_CONFLICT' } });
    const { digest: expected } = (await sidecar.call('GET', '/lab/filters/sshd/samples')).body;
    expect((await sidecar.call('POST', '/lab/filters/sshd/samples/run', { body: {} })).body).toEqual({ checked: 2, failing: [] });
    const candidate = { base: 'sshd', failregex: ['^Accepted \\S+ for \\S+ from <HOST>'] };
    const broken = (await sidecar.call('POST', '/lab/filters/sshd/samples/run', { body: { candidate } })).body;
    expect(broken).toMatchObject({ checked: 2, failing: [{ index: 0, sample: samples[0], line: { verdict: 'missed' } }, { index: 1, line: { verdict: 'matched', host: '203.0.113.6' } }] });
    expect((await sidecar.call('PUT', '/lab/filters/..%2Fsshd/samples', { body: { samples, expected } })).status).toBe(400);
    expect(await sidecar.call('PUT', '/lab/filters/sshd/samples', { body: { samples: [{ line: 'a\nb', expect: 'match' }], expected } })).toMatchObject({ status: 400 });
    await sidecar.call('PUT', '/lab/filters/sshd/samples', { body: { samples: [], expected } });
    expect(await readdir(path.join(sidecar.stateDir, 'filter-samples'))).toEqual([]);
  });

  it('leaves lines of logs out of the audit', () => {
    const audits = sidecar.records().filter(({ event }) => event === 'audit');
    expect(audits.some((record) => JSON.stringify(record).includes('try_filter'))).toBe(true);
    expect(JSON.stringify(audits)).not.toContain('Failed password');
    expect(JSON.stringify(audits)).not.toContain('203.0.113.5');
  });

  it('shows the logs of a jail and nothing else', async () => {
    await appendFile(sshLog, `${OTHER}\n${FAILED}\nunfinished`);
    expect((await sidecar.call('GET', '/jails/sshd/logs')).body).toMatchObject({ files: [{ path: sshLog, view: 'readable' }], journalMatches: [] });
    const lines = (file: string, role: 'Editor' | 'Admin' = 'Admin', jail = 'sshd') => sidecar.call('GET', `/jails/${jail}/log-lines?lines=2&file=${encodeURIComponent(file)}`, { role });
    expect((await lines(sshLog)).body).toMatchObject({ path: sshLog, lines: [OTHER, FAILED] });
    expect((await run({ jail: 'sshd' }, { log: 'sshd', tail: 1 })).body.lines).toMatchObject([{ text: FAILED, verdict: 'matched' }]);
    expect(await run({ jail: 'sshd' }, { journal: 'sshd' })).toMatchObject({ status: 409, body: { error_code: 'SURROUNDINGS_MISMATCH', details: { capability: 'journal' } } });
    expect((await lines(sshLog, 'Editor')).status).toBe(403);
    for (const file of ['/etc/passwd', `${path.dirname(sshLog)}/../fail2ban.log`, fail2ban.logPath, fail2ban.jailLogs.linked ?? '', '']) {
      expect([file, await lines(file)]).toMatchObject([file, { status: 400, body: { details: { field: 'file' } } }]);
    }
    expect((await lines(sshLog, 'Admin', 'nosuch')).body.error_code).toBe('JAIL_NOT_FOUND');
  });

  it('shows no log that is a link to somewhere else, also by a folder on the way', async () => {
    const linked = fail2ban.jailLogs.linked ?? '';
    const outside = path.join(fail2ban.dir, 'outside');
    await mkdir(outside, { recursive: true });
    await writeFile(path.join(outside, 'linked.log'), 'secret\n');
    await rename(linked, `${linked}.away`);
    await symlink(path.join(outside, 'linked.log'), linked);
    const shown = await sidecar.call('GET', `/jails/linked/log-lines?file=${encodeURIComponent(linked)}`);
    expect(shown).toMatchObject({ status: 400, body: { details: { field: 'file', view: 'outside' } } });
    expect(JSON.stringify(shown.body)).not.toContain('secret');
    expect((await sidecar.call('GET', '/jails/linked/logs')).body.files).toMatchObject([{ view: 'outside', size: null }]);
    const dry = await sidecar.call('POST', '/jails/linked/dry-run', { body: {} });
    expect(dry.body.files).toMatchObject([{ problem: expect.stringContaining('BANGUI_LOG_PREVIEW_DIRS') }]);
    await rm(linked);
    await rename(`${linked}.away`, linked);
  });

  it('counts failures as fail2ban does', async () => {
    const { python, env, root } = await findFail2ban();
    // Bursts and pauses of a few addresses, always the same ones.
    let [seed, time] = [7, 1_795_000_000];
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const failures = Array.from({ length: 400 }, () => ({ id: `192.0.2.${random(4)}`, time: (time += random(10) === 0 ? random(900) : random(60)) }));
    for (const [maxRetry, findTime] of [[3, 60], [5, 300], [2, 20], [8, 600], [1, 600]] as const) {
      const told = await runCommand(python, ['-c', COUNTING, String(maxRetry), String(findTime), JSON.stringify(failures.map(({ id, time: at }) => [id, at]))], { env, cwd: root });
      const bans = JSON.parse(told.stdout) as Array<[string, number]>;
      const ours = simulateBans(failures, { maxRetry, findTime, banTime: 0 });
      expect(bans.length).toBeGreaterThan(2);
      for (const [id, { bannedAt, bans: count }] of ours) {
        const own = bans.filter(([ip]) => ip === id);
        expect([maxRetry, id, bannedAt, count]).toEqual([maxRetry, id, own[0]?.[1] ?? null, own.length]);
      }
    }
  });

  it('tells who would have been banned', async () => {
    const failed = (ip: string, secondsAgo: number) => `${stamp(secondsAgo)} host sshd[${secondsAgo}]: Failed password for root from ${ip} port 22 ssh2`;
    const lines = [failed('203.0.113.1', 90_000), failed('203.0.113.1', 7200), failed('203.0.113.1', 7190), failed('203.0.113.1', 7180), failed('198.51.100.3', 900), failed('198.51.100.3', 800), failed('198.51.100.3', 700), failed('203.0.113.2', 600), failed('203.0.113.3', 500), failed('203.0.113.3', 490)];
    await writeFile(sshLog, `${lines.join('\n')}\n`);
    const now = Math.floor(Date.now() / 1000);
    const { status, body } = await sidecar.call('POST', '/jails/sshd/dry-run', { body: {} });
    expect([status, body.maxRetry, body.findTime, body.failures, body.addressesSeen]).toEqual([200, 3, 600, 9, 4]);
    expect(body.files).toEqual([{ path: sshLog, rotated: [], since: null, cut: false, problem: null }]);
    expect(body.addresses.map(({ address, failures, bans, ignoredBy }: Record<string, unknown>) => [address, failures, bans, ignoredBy])).toEqual([
      ['203.0.113.1', 3, 1, null],
      ['198.51.100.3', 3, 0, '198.51.100.0/24'],
      ['203.0.113.3', 2, 0, null],
      ['203.0.113.2', 1, 0, null],
    ]);
    expect(Math.abs(body.addresses[0].bannedAt - (now - 7180))).toBeLessThan(20);
    const stricter = await sidecar.call('POST', '/jails/sshd/dry-run', { body: { maxRetry: 2, hours: 1 } });
    expect(stricter.body.addresses.filter(({ bans }: { bans: number }) => bans > 0).map(({ address }: { address: string }) => address)).toEqual(['203.0.113.3']);
    await writeFile(sshLog, `${lines.slice(-2).join('\n')}\n`);
    const short = await sidecar.call('POST', '/jails/sshd/dry-run', { body: {} });
    expect(Math.abs(short.body.files[0].since - (now - 500))).toBeLessThan(20);
  });

  it('goes back to what was rotated before, packed or not', async () => {
    const stamps = new Map([60, 300, 7200, 7250, 7300, 80_000, 90_000].map((ago) => [ago, stamp(ago)]));
    const failed = (ip: string, secondsAgo: number) => `${stamps.get(secondsAgo)} host sshd[${secondsAgo}]: Failed password for root from ${ip} port 22 ssh2\n`;
    const now = Date.now() / 1000;
    await writeFile(sshLog, failed('203.0.113.9', 60));
    await writeFile(`${sshLog}.1`, failed('203.0.113.9', 7200) + failed('203.0.113.9', 300));
    await writeFile(`${sshLog}.2.gz`, gzipSync(failed('203.0.113.8', 90_000) + failed('203.0.113.9', 7300) + failed('203.0.113.9', 7250)));
    await writeFile(`${sshLog}.3`, failed('203.0.113.7', 80_000));
    await writeFile(path.join(path.dirname(sshLog), 'unrelated.1'), 'secret\n');
    for (const [suffix, ago] of [['.1', 300], ['.2.gz', 7250], ['.3', 90_000]] as const) {
      await utimes(`${sshLog}${suffix}`, now - ago, now - ago);
    }
    const dry = await sidecar.call('POST', '/jails/sshd/dry-run', { body: {} });
    expect(dry.body.files).toEqual([{ path: sshLog, rotated: [{ path: `${sshLog}.1`, problem: null }, { path: `${sshLog}.2.gz`, problem: null }], since: null, cut: false, problem: null }]);
    expect(dry.body.addresses).toMatchObject([{ address: '203.0.113.9', failures: 5, bans: 1 }]);
    const hour = await sidecar.call('POST', '/jails/sshd/dry-run', { body: { hours: 1 } });
    expect(hour.body.files).toMatchObject([{ rotated: [{ path: `${sshLog}.1` }], since: null }]);

    const listed = await sidecar.call('GET', '/jails/sshd/logs');
    expect(listed.body.files.map(({ path: file, rotated, view }: Record<string, unknown>) => [file, rotated, view])).toEqual([[sshLog, false, 'readable'], [`${sshLog}.1`, true, 'readable'], [`${sshLog}.2.gz`, true, 'readable'], [`${sshLog}.3`, true, 'readable']]);
    const lines = (file: string) => sidecar.call('GET', `/jails/sshd/log-lines?file=${encodeURIComponent(file)}&lines=1`);
    expect((await lines(`${sshLog}.2.gz`)).body.lines).toEqual([failed('203.0.113.9', 7250).trim()]);
    for (const file of [`${sshLog}.9`, `${path.dirname(sshLog)}/unrelated.1`, `${sshLog}/../unrelated.1`, `${sshLog}.1/../unrelated.1`]) {
      expect(await lines(file), file).toMatchObject({ status: 400, body: { details: { field: 'file' } } });
    }
    const tried = await run({ jail: 'sshd' }, { log: 'sshd', tail: 4 });
    expect(tried.body.lines.map(({ text }: { text: string }) => text)).toEqual([7250, 7200, 300, 60].map((ago) => failed('203.0.113.9', ago).trim()));
    expect((await run({ jail: 'sshd' }, { log: 'sshd', file: `${sshLog}.1` })).body.totals).toMatchObject({ lines: 2, matched: 2 });
  });

  it('reads what a match of the journal names, and nothing that is none', async () => {
    const broken = await run({ jail: 'sshd' }, { journal: 'sshd', match: '--rotate' });
    expect(broken).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT', details: { field: 'source.match' } } });
  });
});
