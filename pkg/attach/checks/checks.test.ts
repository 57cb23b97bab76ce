import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { appendFile, mkdir, mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPathMap } from '../../domain/pathMap';
import type { ServerFiles } from '../../services/ports/fail2banPort';
import { readSettings } from '../../settings/settings';
import { systemClock } from '../../host/systemClock';
import { createTarget } from '../createTarget';
import { checkLines } from './check';
import { clientCheck } from './clientCheck';
import { fail2banChecks } from './fail2banChecks';
import { fileChecks } from './fileChecks';
import { grafanaChecks } from './grafanaChecks';
import { sidecarChecks } from './sidecarChecks';

describe('the check list', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'bangui-checks-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('names the socket that does not answer, with a remedy', async () => {
    const checks = await fail2banChecks({ target: createTarget(root), settings: readSettings({}).settings, clock: systemClock });
    expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual(['fail2ban socket bad', 'configuration bad']);
    expect(checkLines(checks)).toMatch(/✗ fail2ban socket .*\n\s+→ Is it running/);
  });

  describe('of a server that answers', () => {
    const LINE = '2026-03-01 17:30:00,123 fail2ban.jail [1]: INFO x\n';
    const jail = { name: 'sshd', currentlyFailed: 0, totalFailed: 0, currentlyBanned: 0, totalBanned: 0, logFiles: ['/auth.log'], journalMatches: [] };
    const SERVER = { database: '/fail2ban.sqlite3', logTarget: '/fail2ban.log' };

    beforeEach(async () => {
      await writeFile(path.join(root, 'auth.log'), '');
      await writeFile(path.join(root, 'fail2ban.sqlite3'), 'SQLite format 3\0');
      await writeLog('fail2ban.log');
    });

    async function writeLog(name: string, bytesBefore = 0): Promise<void> {
      const log = path.join(root, name);
      await writeFile(log, '');
      await truncate(log, bytesBefore);
      await appendFile(log, `\n2026-03-01 05:00:00,000 fail2ban.jail [1]: INFO old\n${LINE} no time\n`);
      await utimes(log, new Date(), new Date('2026-03-01T12:00:01Z'));
    }

    /** Names and states of what is not well. */
    async function amiss(env: NodeJS.ProcessEnv = {}, server: Partial<ServerFiles> = {}): Promise<string[]> {
      const settings = readSettings({ BANGUI_FAIL2BAN_TZ: 'Asia/Kolkata', ...env }).settings.fail2ban;
      const facts = { version: '1.0.2', jails: [jail], server: { ...SERVER, ...server } };
      const checks = await fileChecks({ target: createTarget(root), settings, pathMap: createPathMap(settings.pathMap), facts });
      expect(checks.map(({ name }) => name)).toEqual(['ban database', 'fail2ban log', 'logs of the jails', 'clock and zone']);
      return checks.filter(({ state }) => state !== 'good').map(({ name, state }) => `${name} ${state}`);
    }

    it.each<[string, NodeJS.ProcessEnv, Partial<ServerFiles>, string[]]>([
      ['all is well', {}, {}, []],
      ['fail2ban lives in another zone', { BANGUI_FAIL2BAN_TZ: 'UTC' }, {}, ['clock and zone bad']],
      ['it keeps no database', {}, { database: null }, ['ban database bad']],
      ['its database is something else', {}, { database: '/auth.log' }, ['ban database bad']],
      ['it logs to the journal', {}, { logTarget: 'SYSTEMD-JOURNAL' }, ['fail2ban log unknown', 'clock and zone unknown']],
      ['the settings name its files', { BANGUI_FAIL2BAN_DB: '/fail2ban.sqlite3', BANGUI_FAIL2BAN_LOG: '/fail2ban.log' }, { database: '/gone', logTarget: 'STDOUT' }, []],
      ['the path map leads elsewhere', { BANGUI_PATH_MAP: '/in/container=/,/auth.log=/gone' }, { database: '/in/container/fail2ban.sqlite3' }, ['logs of the jails bad']],
    ])('says what the sidecar cannot use when %s', async (_what, env, server, expected) => {
      expect(await amiss(env, server)).toEqual(expected);
    });

    it('reads the end of a log alone, however long it is', async () => {
      await writeLog('fail2ban.log', 3 * 1024 ** 3);
      const before = process.memoryUsage().rss;
      expect(await amiss()).toEqual([]);
      expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 ** 2);
    });

    it.each<[string, string, string, string]>([
      ['good', 'of the same version', '1.0.2', ''],
      ['bad', 'of another version', '0.11.2', 'of version 0.11.2 and the server of 1.0.2'],
      ['bad', 'that is something else', 'hello', 'does not tell its version'],
    ])('finds it %s that the client is one %s', async (state, _what, version, detail) => {
      const client = path.join(root, 'client');
      await writeFile(client, `#!/bin/sh\ncase "$*" in --version) echo "Fail2Ban v${version}";; *) printf "['set', 'logtarget', '/fail2ban.log']\\n['set', 'dbfile', '/fail2ban.sqlite3']\\n";; esac\n`, { mode: 0o755 });
      const settings = readSettings({ BANGUI_FAIL2BAN_CLIENT: client }).settings.fail2ban;
      const facts = { version: '1.0.2', jails: [], server: SERVER };
      expect(await clientCheck({ target: createTarget('/'), settings, pathMap: createPathMap([]), facts })).toMatchObject({ name: 'fail2ban-client', state, detail: expect.stringContaining(detail) });
    });
  });

  it('asks nothing of this machine about a system in another root', async () => {
    await mkdir(path.join(root, 'etc/systemd/system'), { recursive: true });
    await writeFile(path.join(root, 'etc/systemd/system/bangui.service'), 'ExecStart=/usr/bin/node main.js\n');
    const checks = [...(await sidecarChecks(createTarget(root), readSettings({}).settings, null)), ...(await grafanaChecks({ url: null, auth: 'a:b', dataSource: 'ds' }))];
    expect(checks.map(({ name, state, detail }) => [name, state, state === 'unknown' ? detail : ''])).toEqual([
      ['node', 'unknown', 'not checked in another root'],
      ['sidecar', 'unknown', 'not checked in another root'],
      ['plugin socket', 'bad', ''],
      ['Grafana sees the plugin', 'unknown', 'not checked in another root'],
    ]);
  });

  describe('with a Grafana', () => {
    let server: Server;
    let url: string;
    let pluginStatus: number;
    beforeEach(async () => {
      pluginStatus = 200;
      server = createServer((request, response) => {
        const health = request.url === '/api/datasources/uid/ds/health';
        const known = request.headers.authorization === `Basic ${Buffer.from('admin:secret').toString('base64')}` || request.headers.authorization === 'Bearer abc';
        response.statusCode = health ? (known ? 200 : 401) : request.url === '/public/plugins/bangui-fail2ban-app/module.js' ? pluginStatus : 404;
        response.end(JSON.stringify({ message: known ? 'fail2ban is online' : 'Invalid username or password' }));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    const states = async (auth?: string) => (await grafanaChecks({ url, auth, dataSource: 'ds' })).map(({ state }) => state);

    it('asks it with a password or a token, and says so when it has neither', async () => {
      expect(await states('admin:secret')).toEqual(['good', 'good']);
      expect(await states('abc')).toEqual(['good', 'good']);
      expect(await states('admin:wrong')).toEqual(['good', 'bad']);
      expect(await states()).toEqual(['good', 'unknown']);
    });

    it('sees that the plugin is not loaded', async () => {
      pluginStatus = 404;
      expect(await states('abc')).toEqual(['bad']);
    });
  });
});
