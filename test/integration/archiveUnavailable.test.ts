import { mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrivateFail2ban } from '../stack/privateFail2ban';
import type { PrivateFail2ban } from '../stack/privateFail2ban';
import { waitFor } from '../stack/waitFor';
import { startTestSidecar } from './startTestSidecar';
import type { TestSidecar } from './startTestSidecar';

interface Obstacle {
  what: string;
  code: string;
  message: RegExp;
  put(file: string): Promise<unknown>;
  remove(file: string): Promise<unknown>;
}

const GARBAGE = 'This is no database, however often it is read.\n'.repeat(100);

const OBSTACLES: Obstacle[] = [
  { what: 'a folder', code: 'DATABASE_PATH_INVALID', message: /path is invalid/, put: (file) => mkdir(file), remove: rmdir },
  { what: 'garbage', code: 'DATABASE_CORRUPTED', message: /corrupted/, put: (file) => writeFile(file, GARBAGE), remove: rm },
  {
    what: "a newer sidecar's archive",
    code: 'DATABASE_UNAVAILABLE',
    message: /version 999.*start the newer sidecar again/,
    async put(file) {
      const newer = new Database(file);
      newer.pragma('user_version = 999');
      newer.close();
    },
    remove: rm,
  },
];

describe('a sidecar whose archive cannot be opened', () => {
  let fail2ban: PrivateFail2ban;
  let stateDir: string;
  let file: string;
  let sidecar: TestSidecar | null = null;
  beforeEach(async () => {
    fail2ban = await createPrivateFail2ban();
    stateDir = await mkdtemp(path.join(tmpdir(), 'bangui-state-'));
    file = path.join(stateDir, 'archive.sqlite');
  });
  afterEach(async () => {
    await sidecar?.stop();
    sidecar = null;
    await fail2ban.dispose();
    await rm(stateDir, { recursive: true });
  });

  it.each(OBSTACLES)('because of $what does everything else, says why, and works once the obstacle is gone', { timeout: 180_000 }, async ({ code, message, put, remove }) => {
    await put(file);
    await fail2ban.ban('sshd', ['192.0.2.1']);
    const { call, records } = (sidecar = await startTestSidecar(fail2ban.socketPath, { BANGUI_STATE_DIR: stateDir }));
    const eventsOf = (event: string) => records().filter((record) => record.event === event);

    const { body: status } = await call('GET', '/status');
    expect(status).toMatchObject({ state: 'online', up: 1, history: { source: 'none', reason: expect.stringMatching(message), lastSync: null } });
    expect((await call('GET', '/jails')).body.jails).toHaveLength(2);
    expect((await call('GET', '/bans')).body).toMatchObject({ total: 1, bans: [{ address: '192.0.2.1' }] });
    for (const [method, asked] of [['GET', '/history'], ['GET', '/trend'], ['POST', '/history/sync']] as const) {
      expect(await call(method, asked)).toMatchObject({ status: 503, body: { error_code: code, message: expect.stringMatching(message), details: { retries: 0 } } });
    }
    expect(await call('POST', '/jobs/history_sync/run')).toMatchObject({ status: 200, body: { result: 'failed', detail: expect.stringMatching(message) } });
    expect(eventsOf('archive_unavailable')).toMatchObject([{ level: 'error', error_code: code }]);

    expect(await call('POST', '/ban', { role: 'Editor', body: { addresses: ['192.0.2.2'], jails: ['sshd'] } })).toMatchObject({ status: 200, body: { state: 'done' } });
    expect(await fail2ban.client('get', 'sshd', 'banip')).toContain('192.0.2.2');
    expect(eventsOf('audit').filter(({ action }) => action === 'ban')).toMatchObject([{ result: 'done', actor: 'token:editor' }]);
    expect(eventsOf('archive_write_late').length).toBeGreaterThan(0);

    await remove(file);
    await waitFor('the archive', async () => (await call('GET', '/history')).status === 200, { timeoutMs: 120_000, everyMs: 500 });
    const bans = await waitFor('what fail2ban remembers', async () => {
      const rows = (await call('GET', '/history')).body.bans as Array<{ address: string }>;
      return rows.length === 2 && rows;
    });
    expect(bans.map(({ address }) => address).sort()).toEqual(['192.0.2.1', '192.0.2.2']);
    await waitFor('status to say so', async () => (await call('GET', '/status')).body.history.source === 'database');
    expect(eventsOf('archive_opened')).toHaveLength(1);
    expect(eventsOf('archive_unavailable')).toHaveLength(1);
    await call('POST', '/unban', { body: { addresses: ['192.0.2.2'] } });
    await sidecar.stop();
    sidecar = null;
    expect(eventsOf('archive_closed')).toHaveLength(1);
    const archive = new Database(file, { readonly: true });
    expect(archive.prepare('SELECT action FROM audit ORDER BY id DESC LIMIT 1').pluck().get()).toBe('unban');
    archive.close();
  });

  it('leaves what it cannot open as it is, and ends in order', async () => {
    await writeFile(file, GARBAGE);
    const { records, stop } = await startTestSidecar(fail2ban.socketPath, { BANGUI_STATE_DIR: stateDir });
    await stop();
    expect(await readFile(file, 'utf8')).toBe(GARBAGE);
    expect(records().at(-1)).toMatchObject({ event: 'sidecar_stopped' });
  });
});
