import { describe, expect, it } from 'vitest';
import { ADMIN, createServerServices } from '../../../test/peer/serverServices';
import { SERVER_FILE } from '../config/planServer';

const NO = { confirm: false };

describe('the parameters of the server', () => {
  it('are told as they run and as the files say', async () => {
    const { global, client } = await createServerServices();
    expect(await global.read()).toMatchObject({
      version: '1.1.0',
      databaseFile: { running: '/var/lib/fail2ban/fail2ban.sqlite3', configured: null },
      logLevel: { running: 'INFO', configured: 'INFO' },
      purgeAge: { running: 86_400, configured: '1d' },
      maxMatches: { running: 10, configured: '10' },
      warnings: [],
      sidecar: { version: '1.2.3' },
    });
    client.answers.stream = null;
    expect(await global.read()).toMatchObject({ logLevel: { running: 'INFO', configured: null } });
  });

  it('are set in the server and in a file of their own, together', async () => {
    const { global, fake, config } = await createServerServices();
    expect(await global.set({ logLevel: 'NOTICE', purgeAge: 172_800, ...NO }, ADMIN)).toMatchObject({ logLevel: { running: 'NOTICE' }, purgeAge: { running: 172_800 }, warnings: [] });
    expect(config.files.get(SERVER_FILE)).toContain('[Definition]\nloglevel = NOTICE\ndbpurgeage = 172800\n');
    await global.set({ maxMatches: 20, ...NO }, ADMIN);
    expect(config.files.get(SERVER_FILE)).toContain('loglevel = NOTICE\ndbpurgeage = 172800\ndbmaxmatches = 20\n');
    expect(fake.circumstances).toMatchObject({ logLevel: 'NOTICE', purgeAge: 172_800, maxMatches: 20 });
  });

  it.each([
    [{ logLevel: 'WARNING' }, 'log_level_blind'],
    [{ logLevel: 'CRITICAL', maxMatches: 5 }, 'log_level_blind'],
    [{ purgeAge: 3599 }, 'purge_age_short'],
  ])('%j would blind BanGUI: a warning, and nothing is set without a yes', async (wanted, code) => {
    const { global, fake, config } = await createServerServices();
    await expect(global.set({ ...wanted, ...NO }, ADMIN)).rejects.toMatchObject({ code: 'CONFIRMATION_NEEDED', details: { warnings: [{ code }] } });
    expect(config.files.size).toBe(0);
    expect(fake.circumstances).toMatchObject({ logLevel: 'INFO', purgeAge: 86_400, maxMatches: 10 });
    expect((await global.set({ ...wanted, confirm: true }, ADMIN)).warnings).toMatchObject([{ code }]);
  });

  it('a quiet server stays one without a further yes; one without a database is warned of', async () => {
    const { global, fake } = await createServerServices();
    fake.circumstances.logLevel = 'ERROR';
    expect((await global.set({ purgeAge: 3600, ...NO }, ADMIN)).warnings).toMatchObject([{ code: 'log_level_blind' }]);
    fake.circumstances.databaseFile = null;
    expect((await global.read()).warnings.map(({ code }) => code)).toEqual(['log_level_blind', 'no_database']);
    await expect(global.set({ purgeAge: 7200, ...NO }, ADMIN)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: 'purgeAge' } });
  });

  it.each([{ logLevel: 'BOGUS' }, { logLevel: 'info' }, { logLevel: 'INFO\nlogtarget = /etc/passwd' }, { purgeAge: 0 }, { purgeAge: 1.5 }, { purgeAge: 1e12 }, { maxMatches: -1 }, {}])('refuses %j and writes nothing', async (wanted) => {
    const { global, fake, config } = await createServerServices();
    const sent = fake.calls.length;
    await expect(global.set({ ...wanted, confirm: true }, ADMIN)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(config.files.size).toBe(0);
    expect(fake.calls.slice(sent)).toEqual([]);
  });

  it('stay as they were, running and in the file, when fail2ban takes one of them and refuses another', async () => {
    const { global, fake, config } = await createServerServices();
    config.files.set(SERVER_FILE, '# by hand\n[Definition]\nloglevel = DEBUG\n');
    fake.circumstances.refuses = 'set dbpurgeage 7200';
    await expect(global.set({ logLevel: 'NOTICE', purgeAge: 7200, ...NO }, ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED' });
    expect(config.files.get(SERVER_FILE)).toBe('# by hand\n[Definition]\nloglevel = DEBUG\n');
    expect(fake.circumstances).toMatchObject({ logLevel: 'INFO', purgeAge: 86_400 });
  });

  it('are set as any other change is: with a revision of its author, and one that says how it failed', async () => {
    const { global, fake, config, revisions } = await createServerServices();
    await global.set({ logLevel: 'NOTICE', reason: 'less noise', ...NO }, ADMIN);
    expect(revisions).toMatchObject([{ actor: 'anna', reason: 'less noise', kind: 'set_server', path: SERVER_FILE, before: null, after: '[Definition]\nloglevel = NOTICE\n', outcome: { result: 'applied' } }]);
    expect(config.stages.size).toBe(0);
    fake.circumstances.refuses = 'set dbpurgeage 7200';
    await expect(global.set({ purgeAge: 7200, ...NO }, ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { rolled_back: true } });
    expect(revisions.at(-1)).toMatchObject({ kind: 'set_server', outcome: { result: 'rolled_back', words: 'no set dbpurgeage 7200' } });
  });

  it('are refused by fail2ban-client on a copy before anything is touched', async () => {
    const { global, fake, config, client, revisions } = await createServerServices();
    client.program.test = async (dir) => ({ ok: dir === undefined || config.stages.get(dir)?.has(SERVER_FILE) !== true, words: 'no' });
    await expect(global.set({ logLevel: 'NOTICE', ...NO }, ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', details: { fail2ban: 'no', applied: false } });
    expect([config.files.size, revisions.length, fake.circumstances.logLevel]).toEqual([0, 0, 'INFO']);
  });

  it('are refused when a file that is read later says something else, also when the own file has them already', async () => {
    const { global, config, fake } = await createServerServices();
    config.files.set('fail2ban.d/zzz.local', '[Definition]\nloglevel = DEBUG\n');
    const refusal = { code: 'INVALID_INPUT', details: { field: 'logLevel', file: 'fail2ban.d/zzz.local', line: 2, value: 'DEBUG' } };
    await expect(global.set({ logLevel: 'NOTICE', ...NO }, ADMIN)).rejects.toMatchObject(refusal);
    config.files.set(SERVER_FILE, '[Definition]\nloglevel = NOTICE\n');
    await expect(global.set({ logLevel: 'NOTICE', ...NO }, ADMIN)).rejects.toMatchObject(refusal);
    expect(fake.circumstances.logLevel).toBe('INFO');
  });

  it('are set in the running server alone where the file says so already', async () => {
    const { global, config, fake, revisions } = await createServerServices();
    config.files.set(SERVER_FILE, '[Definition]\nloglevel = NOTICE\n');
    await global.set({ logLevel: 'NOTICE', ...NO }, ADMIN);
    expect([fake.circumstances.logLevel, revisions.length]).toEqual(['NOTICE', 0]);
  });

  it('are put back when the server does not have what it was told', async () => {
    const { global, config, fake, revisions } = await createServerServices();
    const { setServerParameter } = fake.port;
    fake.port.setServerParameter = (key, value) => (value === 7 ? Promise.resolve() : setServerParameter(key, value));
    await expect(global.set({ maxMatches: 7, ...NO }, ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_REJECTED', message: expect.stringContaining('dbmaxmatches is 10 instead of 7') });
    expect([config.files.size, revisions[0]?.outcome?.result]).toEqual([0, 'rolled_back']);
  });

  it('are not touched while fail2ban is gone, or while something else is changed', async () => {
    const { global, fake, config, single, clock } = await createServerServices();
    const end = single.begin('restart', null);
    const refused = expect(global.set({ maxMatches: 5, ...NO }, ADMIN)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS', details: { kind: 'restart' } });
    await clock.advance(10_000);
    await refused;
    end();
    fake.circumstances.unreachable = 'not_running';
    await expect(global.set({ maxMatches: 5, ...NO }, ADMIN)).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
    await expect(global.read()).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
    await expect(global.flushLogs()).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
    expect(config.files.size).toBe(0);
  });
});
