import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { jailSection, section } from '../stack/privateJail';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

let fail2ban: PrivateFail2ban;
let sidecar: TestSidecar;
let env: NodeJS.ProcessEnv;
let restartScript: string;

beforeAll(async () => {
  fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd' }, { name: 'other', filter: 'sshd' }, { name: 'fresh', filter: 'sshd', enabled: false }] });
  restartScript = path.join(fail2ban.dir, 'bin/restart');
  await writeFile(restartScript, `#!/bin/sh\necho run >> '${fail2ban.dir}/restarts'\n'${fail2ban.clientCommand}' stop >/dev/null 2>&1\nwhile [ -S '${fail2ban.socketPath}' ] && '${fail2ban.clientCommand}' ping >/dev/null 2>&1; do sleep 0.1; done\n'${fail2ban.clientCommand}' -x start\n`);
  await chmod(restartScript, 0o755);
  env = { BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand, BANGUI_FAIL2BAN_CONFIG_DIR: fail2ban.configDir, BANGUI_FAIL2BAN_RESTART: restartScript, BANGUI_STATE_DIR: path.join(fail2ban.dir, 'state') };
  sidecar = await startTestSidecar(fail2ban.socketPath, env);
});
afterAll(async () => {
  await sidecar?.stop();
  await fail2ban?.dispose();
});

const call = (method: string, apiPath: string, body?: unknown) => sidecar.call(method, apiPath, { body });
const codeOf = async (method: string, apiPath: string, body?: unknown) => {
  const reply = await call(method, apiPath, body);
  return [reply.status, reply.body.error_code];
};
const serverFile = () => readFile(path.join(fail2ban.configDir, 'fail2ban.d/zz-bangui.local'), 'utf8').catch(() => null);
const client = (...args: string[]) => fail2ban.client(...args);
const restarts = async () => (await readFile(path.join(fail2ban.dir, 'restarts'), 'utf8').catch(() => '')).split('\n').length - 1;

/** What a change has come to, also when it took longer than its answer. */
async function ended({ status, body }: { status: number; body: Record<string, unknown> }): Promise<Record<string, unknown>> {
  return status !== 202 ? body : waitFor('the change to end', async () => {
    const { body: now } = await call('GET', `/operations/${String(body.id)}`);
    return now.state === 'running' ? null : now;
  });
}

async function kill(): Promise<void> {
  process.kill(Number(await readFile(fail2ban.pidPath, 'utf8')), 'SIGKILL');
}

describe('the server', () => {
  it('tells what runs and what its files say', async () => {
    const { status, body } = await sidecar.call('GET', '/config/global', { role: 'Viewer' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: fail2ban.version,
      databaseFile: { running: fail2ban.databasePath, configured: fail2ban.databasePath },
      logLevel: { running: 'INFO', configured: 'INFO' },
      logTarget: { running: fail2ban.logPath, configured: fail2ban.logPath },
      purgeAge: { running: 86_400, configured: '1d' },
      maxMatches: { running: 10, configured: '10' },
      warnings: [],
      sidecar: { version: expect.any(String), canRestart: true, limits: [] },
    });
    const { archive } = await waitFor('the archive to be counted', async () => {
      const { body: own } = await call('GET', '/config/sidecar');
      return own.archive && own;
    });
    expect(archive.bytes).toBeGreaterThan(0);
  });

  it('takes values for the running server and its configuration together, and a reload of a jail keeps them', async () => {
    const { status, body } = await call('PUT', '/config/global', { logLevel: 'NOTICE', purgeAge: 172_800, maxMatches: 20 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ logLevel: { running: 'NOTICE', configured: 'NOTICE' }, purgeAge: { running: 172_800, configured: '172800' }, maxMatches: { running: 20, configured: '20' } });
    expect(await client('get', 'dbpurgeage')).toContain('172800');
    expect((await call('POST', '/config/reload', { jail: 'sshd' })).body).toMatchObject({ state: 'done' });
    expect(await client('get', 'loglevel')).toContain('NOTICE');
    expect(await client('get', 'dbmaxmatches')).toContain('20');
    expect((await stat(path.join(fail2ban.configDir, 'fail2ban.d/zz-bangui.local'))).mode & 0o777).toBe(0o644);
    expect((await call('PUT', '/config/global', { logLevel: 'INFO', purgeAge: 86_400, maxMatches: 10 })).status).toBe(200);
  });

  it('keeps who set what and why, and refuses what a later file says otherwise', async () => {
    expect((await call('PUT', '/config/global', { maxMatches: 12, reason: 'more lines' })).status).toBe(200);
    const newest = async () => (await call('GET', '/config/revisions?path=fail2ban.d%2Fzz-bangui.local&limit=1')).body.revisions[0];
    expect(await newest()).toMatchObject({ kind: 'set_server', reason: 'more lines', result: 'applied', diff: expect.arrayContaining([{ kind: 'added', text: 'dbmaxmatches = 12' }]) });
    const before = await serverFile();
    const later = path.join(fail2ban.configDir, 'fail2ban.d/zzz-own.local');
    await writeFile(later, '[Definition]\ndbmaxmatches = 30\n');
    const refused = await call('PUT', '/config/global', { maxMatches: 10 });
    expect(refused).toMatchObject({ status: 400, body: { error_code: 'INVALID_INPUT', details: { field: 'maxMatches', file: 'fail2ban.d/zzz-own.local', line: 2, value: '30' } } });
    expect([await serverFile(), await client('get', 'dbmaxmatches')]).toEqual([before, expect.stringContaining('12')]);
    await rm(later);
    const { id } = await newest();
    const { body: preview } = await call('POST', '/config/changes/preview', { change: { kind: 'edit_file', path: 'fail2ban.d/zz-bangui.local', text: null } });
    await waitFor('the revision to be back', async () => {
      const { status, body } = await sidecar.call('POST', `/config/revisions/${id}/restore`, { body: { expected: preview.expected }, headers: { 'idempotency-key': 'back' } });
      return status !== 202 && body.revision;
    });
    expect(await client('get', 'dbmaxmatches')).toContain('10');
  });

  it('warns of what blinds BanGUI, and changes nothing before a yes', async () => {
    const before = await serverFile();
    const refused = await call('PUT', '/config/global', { logLevel: 'ERROR', purgeAge: 60 });
    expect(refused).toMatchObject({ status: 409, body: { error_code: 'CONFIRMATION_NEEDED', details: { warnings: [{ code: 'log_level_blind' }, { code: 'purge_age_short' }] } } });
    expect(await serverFile()).toBe(before);
    expect(await client('get', 'loglevel')).toContain('INFO');
    expect((await call('PUT', '/config/global', { purgeAge: 3000, confirm: true })).body.warnings).toMatchObject([{ code: 'purge_age_short' }]);
    expect((await call('PUT', '/config/global', { purgeAge: 86_400 })).body.warnings).toEqual([]);
  });

  it.each([
    ['PUT', '/config/global', {}],
    ['PUT', '/config/global', { logLevel: 'LOUD' }],
    ['PUT', '/config/global', { purgeAge: '__import__("os").getpid()' }],
    ['PUT', '/config/global', { purgeAge: -1, confirm: true }],
    ['PUT', '/config/global', { logTarget: '/etc/passwd' }],
    ['PUT', '/config/global', { databaseFile: '/tmp/x' }],
    ['PUT', '/jails/sshd/parameters', { banTime: '600' }],
    ['PUT', '/jails/sshd/parameters', { banTime: 0 }],
    ['PUT', '/jails/sshd/parameters', { findTime: 1.5 }],
    ['PUT', '/jails/sshd/parameters', { ignorecommand: 'id' }],
    ['PUT', '/jails/--all/parameters', { maxRetry: 3 }],
    ['POST', '/config/reload', { jail: '--all' }],
    ['POST', '/config/reload', { jail: '../x' }],
    ['POST', '/config/restart', { argv: ['id'] }],
    ['POST', '/config/log/flush', { target: '/x' }],
  ])('%s %s %j is refused with 400', async (method, apiPath, body) => {
    const before = await serverFile();
    expect(await codeOf(method, apiPath, body)).toEqual([400, 'INVALID_INPUT']);
    expect(await serverFile()).toBe(before);
  });

  it('is changed by an Admin alone, and each try is in the audit', async () => {
    for (const [method, apiPath, body] of [['PUT', '/config/global', { maxMatches: 11 }], ['POST', '/config/reload', {}], ['POST', '/config/restart', {}], ['POST', '/config/log/flush', {}], ['PUT', '/jails/sshd/parameters', { maxRetry: 9 }], ['POST', '/config/recovery/rollback', {}], ['POST', '/config/recovery/dismiss', {}]] as const) {
      expect(await sidecar.call(method, apiPath, { role: 'Editor', body })).toMatchObject({ status: 403, body: { error_code: 'FORBIDDEN' } });
    }
    const audit = sidecar.records().filter(({ event }) => event === 'audit').slice(-7);
    expect(audit.map(({ action, result }) => `${String(action)} ${String(result)}`)).toEqual(['set_server', 'reload', 'restart', 'flush_logs', 'set_parameters', 'rollback', 'dismiss_recovery'].map((action) => `${action} refused`));
    expect(await restarts()).toBe(0);
  });

  it('opens its log again', async () => {
    await rm(fail2ban.logPath);
    expect(await call('POST', '/config/log/flush', {})).toMatchObject({ status: 200, body: { flushed: true } });
    await waitFor('the new log', () => stat(fail2ban.logPath).then(() => true, () => false));
  });
});

describe('live parameters', () => {
  it('are set in the running jail, and read back by fail2ban-client', async () => {
    expect((await call('PUT', '/jails/other/parameters', { banTime: 3600, findTime: 120, maxRetry: 4, maxMatches: 6 })).body).toEqual({ jail: 'other', banTime: 3600, findTime: 120, maxRetry: 4, maxMatches: 6, endingBans: 0 });
    expect(await Promise.all(['bantime', 'findtime', 'maxretry', 'maxmatches'].map((key) => client('get', 'other', key)))).toEqual(['3600', '120', '4', '6']);
    expect((await sidecar.call('GET', '/jails/other/parameters', { role: 'Viewer' })).body).toMatchObject({ banTime: 3600 });
    expect((await call('GET', '/jails/other')).body.jail).toMatchObject({ banTime: 3600, findTime: 120, maxRetry: 4 });
    expect(await codeOf('PUT', '/jails/nosuch/parameters', { maxRetry: 4 })).toEqual([404, 'JAIL_NOT_FOUND']);
  });

  it('a shorter ban time ends bans, as many as it says before', async () => {
    await fail2ban.ban('other', ['192.0.2.1', '192.0.2.2', '192.0.2.3']);
    const banned = async () => (await client('get', 'other', 'banip')).split(/\s+/).filter(Boolean).length;
    await waitFor('bans that are two seconds old', async () => {
      const { bans } = (await call('GET', '/bans?jail=other')).body as { bans: Array<{ start: number }> };
      return bans.length === 3 && bans.every(({ start }) => Date.now() / 1000 - start > 2);
    });
    const refused = await call('PUT', '/jails/other/parameters', { banTime: 1 });
    expect(refused).toMatchObject({ status: 409, body: { error_code: 'CONFIRMATION_NEEDED', details: { endingBans: 3, before: 3600, banTime: 1 } } });
    expect(await banned()).toBe(3);
    expect((await call('PUT', '/jails/other/parameters', { banTime: 1, confirm: true })).body).toMatchObject({ banTime: 1, endingBans: 3 });
    // fail2ban looks for ended bans when the first that it knows of is to end: here that of the next new one.
    await fail2ban.ban('other', ['192.0.2.4']);
    await waitFor('the bans to end', async () => (await banned()) === 0);
  });
});

describe('a reload', () => {
  it('of a jail brings back what its files say', async () => {
    expect((await call('POST', '/config/reload', { jail: 'other' })).body).toMatchObject({ kind: 'reload', state: 'done', outcomes: [{ jail: 'other', changed: 1, error: null }] });
    expect(await client('get', 'other', 'bantime')).toBe('600');
  });

  it('of a jail whose configuration would blow up in the server is refused, and the jail keeps running with its bans', async () => {
    await fail2ban.ban('other', ['192.0.2.9']);
    const file = path.join(fail2ban.configDir, 'jail.d/zz-broken.local');
    for (const [option, value] of [['bantime', 'abc'], ['failregex', '^(x <HOST>$'], ['backend', 'nosuch'], ['maxretry', 'abc']] as const) {
      await writeFile(file, section('other', { [option]: value }));
      const { status, body } = await call('POST', '/config/reload', { jail: 'other' });
      expect([option, status, body.error_code]).toEqual([option, 400, 'FAIL2BAN_REJECTED']);
      expect(await client('get', 'other', 'banip')).toContain('192.0.2.9');
    }
    const all = await ended(await call('POST', '/config/reload', {}));
    expect(all).toMatchObject({ state: 'failed', outcomes: [{ jail: 'other', changed: 0, error: expect.stringContaining('None') }] });
    await rm(file);
    expect((await client('status')).replace(/\s+/g, ' ')).toContain('Jail list: other, sshd');
    expect(await client('get', 'other', 'banip')).toContain('192.0.2.9');
  });

  it('of a configuration that cannot be read, or of no jail, is refused', async () => {
    const file = path.join(fail2ban.configDir, 'jail.d/zz-garbage.local');
    await writeFile(file, 'garbage\n');
    for (const jail of ['sshd', undefined]) {
      const { status, body } = await call('POST', '/config/reload', { jail });
      expect([status, ['FAIL2BAN_REJECTED', 'SURROUNDINGS_MISMATCH'].includes(body.error_code)]).toEqual([body.error_code === 'FAIL2BAN_REJECTED' ? 400 : 409, true]);
    }
    expect((await call('POST', '/config/restart', {})).body.error_code).toBe('FAIL2BAN_REJECTED');
    await rm(file);
    expect(await codeOf('POST', '/config/reload', { jail: 'nosuch' })).toEqual([404, 'JAIL_NOT_FOUND']);
    expect(await restarts()).toBe(0);
  });

  it('of all starts what was enabled meanwhile', async () => {
    await writeFile(path.join(fail2ban.configDir, 'jail.d/fresh.local'), jailSection({ name: 'fresh', filter: 'sshd' }, fail2ban.jailLogs.fresh ?? ''));
    const all = await ended(await call('POST', '/config/reload', {}));
    expect(all).toMatchObject({ state: 'done', outcomes: expect.arrayContaining([expect.objectContaining({ jail: 'fresh', changed: 1 })]) });
    expect(await client('status')).toContain('fresh');
  });
});

describe('a restart', () => {
  it('runs the configured command; all jails and bans are back, and a second one meanwhile is refused', async () => {
    const first = call('POST', '/config/restart', {});
    await waitFor('the restart to be under way', async () => (await restarts()) === 1);
    expect(await codeOf('POST', '/config/restart', {})).toEqual([409, 'OPERATION_IN_PROGRESS']);
    expect(await codeOf('POST', '/config/reload', { jail: 'sshd' })).toEqual([409, 'OPERATION_IN_PROGRESS']);
    expect(await codeOf('POST', '/jails/sshd/stop', {})).toEqual([409, 'OPERATION_IN_PROGRESS']);
    expect(await ended(await first)).toMatchObject({ kind: 'restart', state: 'done', outcomes: [{ jail: null, requested: 3, changed: 3, error: null }] });
    await waitFor('its bans', async () => (await client('get', 'other', 'banip')).includes('192.0.2.9'));
    expect((await call('GET', '/status')).body.state).toBe('online');
    expect((await call('GET', '/config/recovery')).body).toEqual({ pending: null, canRestart: true });
  });

  it('is refused where nobody said how', async () => {
    const other = await startTestSidecar(fail2ban.socketPath, { ...env, BANGUI_FAIL2BAN_RESTART: undefined, BANGUI_STATE_DIR: path.join(fail2ban.dir, 'other-state') });
    try {
      expect(await other.call('POST', '/config/restart', { body: {} })).toMatchObject({ status: 409, body: { error_code: 'SURROUNDINGS_MISMATCH', message: expect.stringContaining('BANGUI_FAIL2BAN_RESTART') } });
      expect((await other.call('GET', '/config/sidecar', { role: 'Viewer' })).body.canRestart).toBe(false);
    } finally {
      await other.stop();
    }
  });
});

describe('fail2ban that dies right after an activation', () => {
  it('is pending, survives a restart of the sidecar, and one click brings fail2ban back without that jail', async () => {
    expect((await call('POST', '/jails/fresh/stop', {})).status).toBe(200);
    expect((await ended(await call('POST', '/jails/fresh/start', {}))).state).toBe('done');
    expect(await codeOf('POST', '/config/recovery/rollback', {})).toEqual([409, 'NO_PENDING_RECOVERY']);
    expect(await codeOf('POST', '/config/recovery/dismiss', {})).toEqual([409, 'NO_PENDING_RECOVERY']);
    await kill();
    const pending = await waitFor('the crash to be noticed', async () => (await call('GET', '/config/recovery')).body.pending);
    expect(pending).toMatchObject({ jail_name: 'fresh', recovered: false });
    expect(pending.detected_at - pending.activated_at).toBeLessThanOrEqual(60);
    expect(sidecar.records().filter(({ event }) => event === 'activation_crash_detected')).toMatchObject([{ level: 'warn', jail: 'fresh', seconds_since_activation: expect.any(Number) }]);

    for (const [method, apiPath, body] of [['GET', '/config/global', undefined], ['PUT', '/config/global', { maxMatches: 12 }], ['POST', '/config/log/flush', {}], ['POST', '/config/reload', { jail: 'sshd' }], ['POST', '/config/reload', {}], ['GET', '/jails/sshd/parameters', undefined], ['PUT', '/jails/sshd/parameters', { maxRetry: 4 }]] as const) {
      expect([apiPath, ...(await codeOf(method, apiPath, body))]).toEqual([apiPath, 502, 'FAIL2BAN_UNREACHABLE']);
    }
    expect((await call('GET', '/config/sidecar')).status).toBe(200);

    await sidecar.stop();
    sidecar = await startTestSidecar(fail2ban.socketPath, env);
    expect((await call('GET', '/config/recovery')).body.pending).toEqual(pending);

    const operation = await ended(await call('POST', '/config/recovery/rollback', {}));
    expect(operation).toMatchObject({ kind: 'rollback', state: 'done', outcomes: [{ jail: 'fresh', changed: 1, error: null }] });
    expect(await client('status')).toContain('other, sshd');
    expect(await client('status')).not.toContain('fresh');
    expect(await readFile(path.join(fail2ban.configDir, 'jail.d/zz-bangui-fresh.local'), 'utf8')).toContain('[fresh]\nenabled = false');
    expect((await call('GET', '/config/recovery')).body.pending).toBeNull();
    expect(sidecar.records().some(({ event, jail }) => event === 'pending_recovery_resolved' && jail === 'fresh')).toBe(true);
  });

  it('is recovered when somebody starts it again, until it is dismissed', async () => {
    await rm(path.join(fail2ban.configDir, 'jail.d/zz-bangui-fresh.local'));
    expect((await ended(await call('POST', '/jails/fresh/start', {}))).state).toBe('done');
    await kill();
    await waitFor('the crash to be noticed', async () => (await call('GET', '/config/recovery')).body.pending);
    await fail2ban.client('-x', 'start');
    await waitFor('fail2ban to be seen again', async () => (await call('GET', '/config/recovery')).body.pending?.recovered);
    expect((await call('GET', '/status')).body.state).toBe('online');
    expect((await call('POST', '/config/recovery/dismiss', {})).body).toEqual({ pending: null, canRestart: true });
  });

  it('over a change of the configuration gets back the file of before', async () => {
    const change = { kind: 'set_options', jail: 'other', options: { maxretry: '7' } };
    const { expected } = (await call('POST', '/config/changes/preview', { change })).body;
    const made = await waitFor('the change to end', async () => {
      const reply = await sidecar.call('POST', '/config/changes', { body: { change, expected }, headers: { 'idempotency-key': 'once' } });
      return reply.status === 202 ? null : reply;
    });
    expect(made.body.revision).toMatchObject({ result: 'applied', path: 'jail.d/zz-bangui-other.local' });
    expect(await client('get', 'other', 'maxretry')).toBe('7');
    await kill();
    await waitFor('the crash to be noticed', async () => (await call('GET', '/config/recovery')).body.pending?.jail_name === 'other');

    expect((await ended(await call('POST', '/config/recovery/rollback', {}))).state).toBe('done');
    expect(await stat(path.join(fail2ban.configDir, 'jail.d/zz-bangui-other.local')).catch(() => null)).toBeNull();
    expect(await client('get', 'other', 'maxretry')).not.toBe('7');
    const { revisions } = (await call('GET', '/config/revisions')).body;
    expect(revisions.slice(0, 2)).toMatchObject([{ kind: 'rollback', result: 'applied', actor: 'token:admin' }, { kind: 'set_options', result: 'applied' }]);
  });
});
