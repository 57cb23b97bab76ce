import { appendFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureLine } from '../stack/logLines';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { section } from '../stack/privateJail';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

const JAILS = ['nginx-http-auth', 'sshd', 'watcher'];

describe('jail control on a real fail2ban', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;

  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban({
      jails: [
        { name: 'sshd' },
        { name: 'nginx-http-auth' },
        { name: 'watcher', filter: 'sshd', banTime: 2 },
        { name: 'disabled', filter: 'sshd', enabled: false },
      ],
    });
    sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand, BANGUI_FAIL2BAN_CONFIG_DIR: fail2ban.configDir });
    await waitFor('the surroundings to be known', () => sidecar.records().some(({ event }) => event === 'surroundings_known'));
  });
  afterAll(async () => {
    await sidecar?.stop();
    await fail2ban?.dispose();
  });
  beforeEach(async () => {
    await fail2ban.client('reload', '--if-exists', 'sshd');
    await fail2ban.client('unban', '--all');
  });

  const listed = async () => /Jail list:\s*(.*)/.exec(await fail2ban.client('status'))?.[1]?.split(', ') ?? [];
  const banip = (jail: string) => fail2ban.client('get', jail, 'banip');
  const control = (jail: string, what: 'stop' | 'start' | 'idle', body: unknown = {}, role: 'Viewer' | 'Editor' | 'Admin' = 'Admin') =>
    sidecar.call('POST', `/jails/${jail}/${what}`, { role, body });
  const stateOf = async (jail: string) => (await sidecar.call('GET', `/jails/${jail}`, { role: 'Viewer' })).body.state;

  async function writeJail(name: string, filter: string, keys: Record<string, string> = {}): Promise<() => Promise<void>> {
    const files = [path.join(fail2ban.configDir, `jail.d/${name}.local`), path.join(fail2ban.configDir, `filter.d/${name}.local`)] as const;
    const jail = { enabled: 'true', backend: 'polling', filter: name, logpath: fail2ban.jailLogs.sshd ?? '', action: 'bangui-noop', ...keys };
    await writeFile(files[0], section(name, jail));
    await writeFile(files[1], filter);
    return async () => {
      await Promise.all(files.map((file) => rm(file, { force: true })));
    };
  }

  it('finds nothing amiss where client, server and sidecar see the same', async () => {
    expect((await sidecar.call('GET', '/status', { role: 'Viewer' })).body.limits).toEqual([]);
  });

  it('stops a jail: its bans are lifted, the others stay, and the answer says so', async () => {
    await fail2ban.ban('sshd', ['192.0.2.7', '192.0.2.8']);
    await fail2ban.ban('nginx-http-auth', ['192.0.2.7', '192.0.2.8']);
    const { status, body } = await control('sshd', 'stop');
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'stop_jail', state: 'done', jailChange: { jail: 'sshd', liftedBans: 2, notes: [{ code: 'bans_lifted' }, { code: 'returns_at_next_reload' }] } });
    expect(await listed()).toEqual(JAILS.filter((name) => name !== 'sshd'));
    expect((await banip('nginx-http-auth')).split(/\s+/)).toHaveLength(2);
    expect(await readFile(fail2ban.actionLog, 'utf8')).toContain('unban sshd 192.0.2.7');
    expect(await stateOf('sshd')).toBe('configured_not_running');
    expect((await sidecar.call('GET', '/bans')).body.total).toBe(2);
    expect(await control('sshd', 'stop')).toMatchObject({ status: 404, body: { error_code: 'JAIL_NOT_FOUND' } });

    const started = await control('sshd', 'start');
    expect(started).toMatchObject({ status: 200, body: { kind: 'start_jail', state: 'done', jailChange: { notes: [{ code: 'bans_return' }] } } });
    expect(await listed()).toEqual(JAILS);
    expect(await stateOf('sshd')).toBe('running');
    await waitFor('the bans to return', async () => (await banip('sshd')).split(/\s+/).sort().join() === '192.0.2.7,192.0.2.8');
  });

  it('starts no jail that runs, none that is disabled, and none that nobody knows', async () => {
    expect(await control('sshd', 'start')).toMatchObject({ status: 409, body: { error_code: 'JAIL_ALREADY_ACTIVE' } });
    for (const jail of ['disabled', 'nosuch']) {
      expect(await control(jail, 'start')).toMatchObject({ status: 404, body: { error_code: 'JAIL_NOT_FOUND' } });
    }
    expect((await control('--all', 'stop')).body.error_code).toBe('INVALID_INPUT');
    expect(await listed()).toEqual(JAILS);
  });

  it("takes away a half-made jail with a broken filter, tells fail2ban's words, and leaves the others as they were", async () => {
    await fail2ban.client('set', 'nginx-http-auth', 'banip', '192.0.2.9');
    const remove = await writeJail('broken', '[Definition]\nfailregex = ^( <HOST>$\n');
    const { status, body } = await control('broken', 'start');
    await remove();
    expect([status, body.error_code]).toEqual([400, 'FAIL2BAN_REJECTED']);
    expect(body.details).toMatchObject({ jail: 'broken', other_jails_unchanged: true, fail2ban: expect.stringContaining('Unable to compile regular expression') });
    expect(await readFile(fail2ban.logPath, 'utf8')).toContain("Creating new jail 'broken'");
    expect(await listed()).toEqual(JAILS);
    expect(await banip('nginx-http-auth')).toBe('192.0.2.9');
  });

  it('sends nothing when the configuration test fails', async () => {
    const remove = await writeJail('unreadable', '[Definition\n');
    const { status, body } = await control('unreadable', 'start');
    expect([status, body.error_code]).toEqual([400, 'FAIL2BAN_REJECTED']);
    expect(body.details.fail2ban).toContain('File contains no section headers');
    await remove();
    expect(await readFile(fail2ban.logPath, 'utf8')).not.toContain("Creating new jail 'unreadable'");
  });

  it('proves by its threads that a listed jail does not run, and starts it anew', async () => {
    const remove = await writeJail('half', '[Definition]\nfailregex = ^( <HOST>$\n');
    await fail2ban.client('reload', '--if-exists', 'half').catch(() => {});
    expect(await listed()).toContain('half');
    const shown = await waitFor('the new jail to be shown', async () => {
      const { body } = await sidecar.call('GET', '/jails/half');
      return body.state === 'configured_not_running' || body.error_code ? null : body;
    });
    expect(shown).toMatchObject({ state: 'listed_not_started', threads: false, jail: { name: 'half', attention: expect.arrayContaining(['watches_nothing']) } });
    await writeFile(path.join(fail2ban.configDir, 'filter.d/half.local'), '[Definition]\nfailregex = ^fail <HOST>$\n');
    expect(await control('half', 'start')).toMatchObject({ status: 200, body: { state: 'done' } });
    expect(await stateOf('half')).toBe('running');
    await control('half', 'stop');
    await remove();
  });

  it('freezes expiry while a jail is idle', async () => {
    expect(await control('watcher', 'idle', { on: true })).toMatchObject({ status: 200, body: { jailChange: { notes: [{ code: 'expiry_frozen' }] } } });
    expect((await sidecar.call('GET', '/jails/watcher')).body).toMatchObject({ state: 'idle', idle: true });
    await fail2ban.ban('watcher', ['192.0.2.20', '192.0.2.21']);
    await fail2ban.client('set', 'sshd', 'bantime', '2');
    await fail2ban.client('set', 'sshd', 'banip', '192.0.2.22');
    await waitFor('the ban of a jail that is not idle to end', async () => (await banip('sshd')) === '');
    expect((await banip('watcher')).split(/\s+/).sort()).toEqual(['192.0.2.20', '192.0.2.21']);

    expect(await control('watcher', 'idle', { on: false })).toMatchObject({ body: { jailChange: { notes: [{ code: 'expiry_resumes' }] } } });
    expect((await sidecar.call('GET', '/jails/watcher')).body).toMatchObject({ state: 'running', idle: false });
    await waitFor('the bans to end', async () => (await banip('watcher')) === '');
    expect((await sidecar.call('GET', '/jails/nginx-http-auth')).body.idle).toBeNull();
  });

  it('does not go on calling a jail idle that somebody else has woken', async () => {
    expect((await control('sshd', 'idle', { on: true })).status).toBe(200);
    await fail2ban.client('reload', 'sshd');
    expect((await sidecar.call('GET', '/jails/sshd')).body.idle).toBe(true);
    await appendFile(fail2ban.jailLogs.sshd ?? '', failureLine('sshd', { address: '192.0.2.30', user: 'x', when: new Date() }));
    await waitFor('the jail to be seen reading', async () => (await stateOf('sshd')) === 'running');
    expect((await sidecar.call('GET', '/jails/sshd')).body.idle).toBeNull();
  });

  it('answers 202 for a slow stop, and lets no second change overlap', async () => {
    await writeFile(path.join(fail2ban.configDir, 'action.d/slow-stop.conf'), section('Definition', { actionstop: 'sleep 6' }));
    const remove = await writeJail('leaving', '[Definition]\nfailregex = ^fail <HOST>$\n', { action: 'slow-stop' });
    expect((await control('leaving', 'start')).status).toBe(200);
    const replies = await Promise.all([control('leaving', 'stop'), control('leaving', 'stop')]);
    const [accepted, refused] = replies.sort((a, b) => a.status - b.status);
    expect(refused).toMatchObject({ status: 409, body: { error_code: 'OPERATION_IN_PROGRESS', details: { kind: 'stop_jail', jail: 'leaving' } } });
    expect(accepted).toMatchObject({ status: 202, body: { state: 'running', kind: 'stop_jail' } });
    const id: string = accepted?.body.id;
    const ended = await waitFor('the stop to end', async () => {
      const { body } = await sidecar.call('GET', `/operations/${id}`);
      return body.state === 'running' ? null : body;
    });
    expect(ended).toMatchObject({ state: 'done', jailChange: { jail: 'leaving' } });
    await remove();
    expect(await listed()).toEqual(JAILS);
    expect((await control('sshd', 'idle', { on: false })).status).toBe(200);
    const late = sidecar.records().find(({ event, action, reply }) => event === 'audit' && action === 'stop_jail' && (reply as { id?: string } | undefined)?.id === id && (reply as { state?: string }).state === 'done');
    expect(late).toMatchObject({ result: 'done', actor: 'token:admin', request: { jail: 'leaving' } });
  });

  it('is for an Admin alone, and leaves an audit record of each try', async () => {
    for (const [what, body] of [['stop', {}], ['start', {}], ['idle', { on: true }]] as const) {
      expect(await control('sshd', what, body, 'Editor')).toMatchObject({ status: 403, body: { error_code: 'FORBIDDEN', details: { needed: 'Admin' } } });
    }
    expect(await listed()).toEqual(JAILS);
    await control('sshd', 'idle', { on: false });
    const audit = sidecar.records().filter(({ event }) => event === 'audit').slice(-4);
    expect(audit.map(({ action, result, role, request }) => [action, result, role, request])).toEqual([
      ['stop_jail', 'refused', 'Editor', { jail: 'sshd' }],
      ['start_jail', 'refused', 'Editor', { jail: 'sshd' }],
      ['idle_jail', 'refused', 'Editor', { jail: 'sshd', on: true }],
      ['idle_jail', 'done', 'Admin', { jail: 'sshd', on: false }],
    ]);
  });
});

describe('where fail2ban lives', () => {
  let fail2ban: PrivateFail2ban;
  let sidecar: TestSidecar;
  let extra: string;
  let hidden: string;

  beforeAll(async () => {
    fail2ban = await createPrivateFail2ban({ jails: [{ name: 'sshd' }, { name: 'other', filter: 'sshd' }] });
    extra = path.join(fail2ban.dir, 'logs/extra.log');
    hidden = `${extra}.elsewhere`;
    await writeFile(extra, '');
    const file = path.join(fail2ban.configDir, 'jail.d/sshd.local');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^logpath = .*$/m, `$&\n  ${extra}`));
    await fail2ban.client('reload', '--if-exists', 'sshd');
    await rename(extra, hidden);
  });
  afterAll(async () => {
    await fail2ban?.dispose();
  });

  const filesOf = async () => (await fail2ban.client('get', 'sshd', 'logpath')).match(/\/\S+\.log/g);
  const start = (env: NodeJS.ProcessEnv = {}) =>
    startTestSidecar(fail2ban.socketPath, { BANGUI_FAIL2BAN_CLIENT: fail2ban.clientCommand, BANGUI_FAIL2BAN_CONFIG_DIR: fail2ban.configDir, ...env });
  const limitsOf = async (one: TestSidecar) => {
    await waitFor('the surroundings to be known', () => one.records().some(({ event }) => event === 'surroundings_known'));
    return (await one.call('GET', '/status', { role: 'Viewer' })).body.limits as Array<{ capability: string; reason: string }>;
  };

  it('a log file that cannot be seen is named, starts are refused, and the running jail keeps all its files', async () => {
    sidecar = await start();
    try {
      const limits = await limitsOf(sidecar);
      expect(limits.map(({ capability }) => capability)).toEqual(['start_jails', 'jail_logs']);
      limits.forEach(({ reason }) => expect(reason).toContain(`Jail sshd watches ${extra}`));
      expect(sidecar.records().filter(({ event }) => event === 'surroundings_limited')).toHaveLength(2);

      await sidecar.call('POST', '/jails/other/stop', { body: {} });
      const refused = await sidecar.call('POST', '/jails/other/start', { body: {} });
      expect(refused).toMatchObject({ status: 409, body: { error_code: 'SURROUNDINGS_MISMATCH', details: { capability: 'start_jails', reason: limits[0]?.reason } } });
      expect(await filesOf()).toEqual([fail2ban.jailLogs.sshd, extra]);
      expect(await fail2ban.client('status')).not.toContain('other');

      await fail2ban.ban('sshd', ['192.0.2.7']);
      expect((await sidecar.call('GET', '/bans')).body.total).toBe(1);

      await rename(hidden, extra);
      expect((await sidecar.call('POST', '/jails/other/start', { body: {} })).status).toBe(200);
      expect(await limitsOf(sidecar)).toEqual([]);
      expect(await filesOf()).toEqual([fail2ban.jailLogs.sshd, extra]);
    } finally {
      await sidecar.stop();
      await rename(extra, hidden).catch(() => {});
    }
  });

  it('would have lost the file otherwise', async () => {
    await fail2ban.client('reload', '--if-exists', 'sshd');
    expect(await filesOf()).toEqual([fail2ban.jailLogs.sshd]);
  });

  it.each([
    ['a client that cannot be run', { BANGUI_FAIL2BAN_CLIENT: '/bin/no-such-client' }, 'ENOENT'],
    ['a client that is something else', { BANGUI_FAIL2BAN_CLIENT: '/bin/false' }, 'does not tell its version'],
    ['a client of another version', { BANGUI_FAIL2BAN_CLIENT: '/bin/echo Fail2Ban v0.9.0' }, 'version 0.9.0'],
  ])('%s is named', async (_name, env, words) => {
    sidecar = await start(env);
    try {
      expect(await limitsOf(sidecar)).toEqual([{ capability: 'start_jails', reason: expect.stringContaining(words) }]);
    } finally {
      await sidecar.stop();
    }
  });

  it('the configuration of another server is noticed', async () => {
    const stranger = await createPrivateFail2ban({ started: false });
    try {
      sidecar = await start({ BANGUI_FAIL2BAN_CLIENT: stranger.clientCommand, BANGUI_FAIL2BAN_CONFIG_DIR: stranger.configDir });
      expect(await limitsOf(sidecar)).toEqual([{ capability: 'start_jails', reason: expect.stringContaining('another log target') }]);
    } finally {
      await sidecar.stop();
      await stranger.dispose();
    }
  });

  it('folders that the sidecar finds elsewhere are told apart from those it finds nowhere', async () => {
    const moved = { BANGUI_PATH_MAP: `${path.join(fail2ban.dir, 'logs')}=/nowhere/logs,${fail2ban.logPath}=/nowhere/fail2ban.log` };
    sidecar = await start(moved);
    try {
      expect((await limitsOf(sidecar)).map(({ capability }) => capability)).toEqual(['jail_logs', 'fail2ban_log']);
    } finally {
      await sidecar.stop();
    }
    sidecar = await start({ BANGUI_PATH_MAP: `/nowhere/logs=${path.join(fail2ban.dir, 'logs')}`, BANGUI_FAIL2BAN_TZ: 'Asia/Kathmandu' });
    try {
      expect(await limitsOf(sidecar)).toEqual([{ capability: 'ban_times', reason: expect.stringContaining('345 minutes behind Asia/Kathmandu') }]);
    } finally {
      await sidecar.stop();
    }
  });
});
