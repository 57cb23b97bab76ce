import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../settings/settings';
import { systemClock } from '../../host/systemClock';
import { createTarget } from '../createTarget';
import { checkLines } from './check';
import { clockCheck } from './clockCheck';
import { fail2banChecks } from './fail2banChecks';
import { grafanaChecks } from './grafanaChecks';

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

  it.each([
    ['Asia/Kolkata', 'good'],
    ['UTC', 'bad'],
  ])('tells from the log whether fail2ban lives in %s', async (timeZone, state) => {
    const log = path.join(root, 'fail2ban.log');
    await writeFile(log, '2026-03-01 05:00:00,000 old\n2026-03-01 17:30:00,123 fail2ban.jail [1]: INFO x\n no time\n');
    await utimes(log, new Date(), new Date('2026-03-01T12:00:01Z'));
    expect(await clockCheck({ target: createTarget(root), logFile: '/fail2ban.log', timeZone })).toMatchObject({ state });
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
