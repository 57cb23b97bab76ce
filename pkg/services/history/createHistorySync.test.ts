import { describe, expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createFakeFail2ban } from '../../../test/fakes/createFakeFail2ban';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { BanguiError } from '../../domain/errors';
import { createHistorySync } from './createHistorySync';
import type { SyncCursor } from '../ports/archivePort';
import type { StoredBan, StoredPage, UnreadableReason } from '../ports/serverDatabasePort';
import { ServerDatabaseUnreadable } from '../ports/serverDatabasePort';

const PAGE = 2;

/** fail2ban's database in memory: rows by number, which a test may delete and give away again. */
function createFakeDatabase() {
  const rows = new Map<number, StoredBan>();
  const circumstances: { unreadable: UnreadableReason | null; beforePage: () => void } = { unreadable: null, beforePage: () => {} };
  const files: string[] = [];
  const fingerprint = (ban: StoredBan | undefined) => ban && `${ban.jail} ${ban.address} ${ban.start}`;
  return {
    rows,
    circumstances,
    files,
    add(address: string, start: number, banTime: number | null = 600) {
      rows.set(Math.max(0, ...rows.keys()) + 1, { jail: 'sshd', address, start, banTime, banCount: 1, failures: 3, matches: ['a line'] });
    },
    async page(file: string, cursor: SyncCursor | null): Promise<StoredPage> {
      files.push(file);
      circumstances.beforePage();
      if (circumstances.unreadable) {
        throw new ServerDatabaseUnreadable(circumstances.unreadable, null, 'on purpose');
      }
      const kept = cursor !== null && fingerprint(rows.get(cursor.rowid)) === cursor.fingerprint;
      const after = kept ? cursor.rowid : 0;
      const found = [...rows].filter(([rowid]) => rowid > after).sort(([a], [b]) => a - b).slice(0, PAGE);
      const [rowid, ban] = found.at(-1) ?? [];
      const next = rowid === undefined ? (kept ? cursor : null) : { rowid, fingerprint: fingerprint(ban) ?? '' };
      return { bans: found.map(([, row]) => row), damaged: [], cursor: next, restarted: cursor !== null && !kept, more: found.length === PAGE, readMs: 1 };
    },
  };
}

function setUp({ databaseFile = null as string | null, intervalMs = 300_000 } = {}) {
  const clock = createFakeClock();
  const now = Math.floor(clock.now() / 1000);
  const fake = createFakeFail2ban({ clock, jailNames: ['sshd'] });
  const archive = createFakeArchive();
  const database = createFakeDatabase();
  const log = createRecordingLogger();
  const behind = { value: false };
  const seen = { followed: true, listed: true, behindSeconds: 0 };
  const history = createHistorySync({
    fail2ban: fake.port,
    database,
    databaseFile,
    toHere: (path) => path.replace('/var/lib/', '/mounted/'),
    archive: archive.port,
    activeBans: async () => ({
      asOf: Math.floor(clock.now() / 1000),
      bans: ((await fake.port.jailNames()).includes('sshd') ? await fake.port.activeBans('sshd') : []).map((ban) => ({ ...ban, start: ban.start - seen.behindSeconds })),
    }),
    isListed: () => seen.listed,
    restarts: () => 0,
    isFollowed: () => seen.followed,
    banTimeOf: (jail) => (jail === 'sshd' ? 900 : null),
    clock,
    logger: log.logger,
    intervalMs,
    isArchiveBehind: () => behind.value,
  });
  const archived = async () => (await archive.port.history({ from: 0, to: now * 2 }, 1000)).map(({ address }) => address).sort();
  const synced = () => log.records.filter(({ event }) => event === 'history_sync_complete').map(({ fields }) => fields.synced);
  return { clock, now, fake, archive, database, log, history, behind, seen, archived, synced };
}

describe('history_sync', () => {
  it('copies all that fail2ban still has, then only what is new, and tells how much that was', async () => {
    const { now, database, history, archived, synced } = setUp();
    ['a', 'b', 'c', 'd', 'e'].forEach((name, i) => database.add(`192.0.2.${i}`, now - 1000 + i * 10));
    expect(await history.sync()).toEqual({ synced: 5 });
    expect(await archived()).toHaveLength(5);
    const pages = database.files.length;
    database.add('192.0.2.9', now);
    expect(await history.sync()).toEqual({ synced: 1 });
    expect(database.files).toHaveLength(pages + 1);
    expect(synced()).toEqual([5, 1]);
    expect(history.state()).toEqual({ source: 'database', reason: null, lastSync: now });
  });

  it('goes on where it was cut off', async () => {
    const { now, database, history, archived, archive } = setUp();
    [0, 1, 2, 3, 4].forEach((i) => database.add(`192.0.2.${i}`, now - 1000 + i * 10));
    database.circumstances.beforePage = () => {
      if (database.files.length === 2) {
        throw new ServerDatabaseUnreadable('busy', 'SQLITE_BUSY', 'on purpose');
      }
    };
    await expect(history.sync()).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
    expect(await archived()).toHaveLength(2);
    expect(await archive.port.syncCursor()).toMatchObject({ rowid: 2 });
    expect(await history.sync()).toEqual({ synced: 3 });
    expect(await archived()).toHaveLength(5);
  });

  it('misses nothing when the number of the last row was given away again, and takes no absence for an event', async () => {
    const { now, database, history, archive, archived, log } = setUp();
    [0, 1, 2].forEach((i) => database.add(`192.0.2.${i}`, now - 100 + i * 10));
    await history.sync();
    database.rows.delete(2);
    database.rows.delete(3);
    database.add('192.0.2.8', now);
    database.add('192.0.2.9', now);
    expect(await history.sync()).toEqual({ synced: 2 });
    expect(await archived()).toEqual(['192.0.2.0', '192.0.2.1', '192.0.2.2', '192.0.2.8', '192.0.2.9']);
    expect((await archive.port.history({ from: 0, to: now }, 10)).every(({ endedAt }) => endedAt === null)).toBe(true);
    expect(log.events()).toContain('history_rescan');
  });

  it('leaves the rest for the next time when rows vanish again and again', async () => {
    const { now, database, history } = setUp();
    database.add('192.0.2.0', now);
    await history.sync();
    let name = 0;
    database.circumstances.beforePage = () => {
      database.rows.clear();
      [1, 2, 3].forEach(() => database.add(`198.51.100.${++name}`, now + name * 10));
    };
    await history.sync();
    expect(database.files.length).toBeLessThan(10);
  });

  it('fills in the ban time of the jail where fail2ban kept none', async () => {
    const { now, database, history, archive } = setUp();
    database.add('192.0.2.0', now, null);
    await history.sync();
    expect((await archive.port.history({ from: 0, to: now }, 10))[0]).toMatchObject({ banTime: 900 });
  });

  it.each([
    ['missing', 'BANGUI_FAIL2BAN_DB'],
    ['permission_denied', 'may not read'],
    ['damaged', 'damaged'],
    ['unsupported', 'no table of bans'],
  ] as const)('comes from the list of active bans when the database is %s, and says so', async (unreadable, words) => {
    const { now, fake, database, history, archive, log } = setUp();
    database.circumstances.unreadable = unreadable;
    await fake.port.ban('sshd', ['192.0.2.7', '192.0.2.8']);
    expect(await history.sync()).toEqual({ synced: 2 });
    expect(await history.sync()).toEqual({ synced: 0 });
    expect((await archive.port.history({ from: 0, to: now }, 10)).map(({ origin }) => origin)).toEqual(['observed', 'observed']);
    expect(history.state()).toMatchObject({ source: 'observed', reason: expect.stringContaining(words), lastSync: now });
    expect(log.events().filter((event) => event === 'history_approximate')).toHaveLength(1);
    database.circumstances.unreadable = null;
    await history.sync();
    expect(history.state()).toMatchObject({ source: 'database', reason: null });
  });

  describe.each(['with the database', 'without it'])('the ends of bans, %s', (how) => {
    async function watched() {
      const all = setUp();
      all.seen.followed = false;
      all.database.circumstances.unreadable = how === 'without it' ? 'missing' : null;
      const ban = async (address: string) => {
        await all.fake.port.ban('sshd', [address]);
        all.database.add(address, Math.floor(all.clock.now() / 1000));
      };
      const ends = async () =>
        (await all.archive.port.history({ from: 0, to: all.now * 2 }, 10)).reverse().map(({ address, endedAt, endCause }) => [address, endedAt && endedAt - all.now, endCause]);
      await ban('192.0.2.1');
      await ban('192.0.2.2');
      await all.history.sync();
      return { ...all, ban, ends };
    }

    it('are told by the lists while the log is not followed', async () => {
      const { clock, fake, history, ban, ends } = await watched();
      await fake.port.unban('sshd', ['192.0.2.1']);
      await clock.advance(100_000);
      await history.sync();
      await ban('192.0.2.1');
      await history.sync();
      expect(await ends()).toEqual([
        ['192.0.2.1', 100, 'unbanned'],
        ['192.0.2.2', null, null],
        ['192.0.2.1', null, null],
      ]);
      await clock.advance(550_000);
      await fake.port.unban('sshd', ['192.0.2.2']);
      await history.sync();
      expect((await ends())[1]).toEqual(['192.0.2.2', 600, 'expired']);
    });

    it('are known by the next ban, and by a jail that is gone', async () => {
      const { clock, fake, history, seen, ban, ends } = await watched();
      await fake.port.unban('sshd', ['192.0.2.1']);
      await clock.advance(50_000);
      await ban('192.0.2.1');
      await clock.advance(50_000);
      await history.sync();
      expect((await ends())[0]).toEqual(['192.0.2.1', 49, 'unbanned']);
      seen.listed = false;
      await fake.port.unban('sshd', ['192.0.2.1', '192.0.2.2']);
      await history.sync();
      expect((await ends()).slice(1)).toEqual([
        ['192.0.2.2', 100, 'jail_stopped'],
        ['192.0.2.1', 100, 'jail_stopped'],
      ]);
    });

    it('are left to the log as long as it is followed', async () => {
      const { clock, fake, history, seen, ends } = await watched();
      seen.followed = true;
      await fake.port.unban('sshd', ['192.0.2.1']);
      await history.sync();
      seen.followed = false;
      await clock.advance(100_000);
      await history.sync();
      expect((await ends()).map(([, endedAt]) => endedAt)).toEqual([null, null]);
    });

    it('are offered again when the archive did not take them', async () => {
      const { clock, fake, archive, history, ends } = await watched();
      await fake.port.unban('sshd', ['192.0.2.1']);
      archive.circumstances.failure = new BanguiError('DATABASE_BUSY', 'on purpose');
      await history.sync().catch(() => {});
      archive.circumstances.failure = null;
      await clock.advance(20_000);
      await history.sync();
      expect((await ends())[0]).toEqual(['192.0.2.1', 20, 'unbanned']);
    });
  });

  it('ends a ban that no list has shown, when lists are young enough to show it', async () => {
    const { clock, now, database, history, archive, seen } = setUp();
    seen.followed = false;
    await history.sync();
    database.add('192.0.2.3', now);
    const end = async () => (await archive.port.history({ from: 0, to: now * 2 }, 10)).map(({ endedAt, endCause }) => [endedAt && endedAt - now, endCause]);
    await history.sync();
    await clock.advance(10_000);
    await history.sync();
    expect(await end()).toEqual([[null, null]]);
    await clock.advance(10_000);
    await history.sync();
    expect(await end()).toEqual([[20, 'unbanned']]);
  });

  it('ends no ban whose start the list cuts off where the database rounds it', async () => {
    const { clock, now, fake, database, history, archive, seen } = setUp();
    Object.assign(seen, { followed: false, behindSeconds: 1 });
    await history.sync();
    await fake.port.ban('sshd', ['192.0.2.3']);
    database.add('192.0.2.3', now);
    await history.sync();
    for (const behindSeconds of [1, 0, 1]) {
      seen.behindSeconds = behindSeconds;
      await clock.advance(25_000);
      await history.sync();
      expect(await archive.port.history({ from: 0, to: now * 2 }, 10)).toMatchObject([{ endedAt: null }]);
    }
    await fake.port.unban('sshd', ['192.0.2.3']);
    await history.sync();
    expect(await archive.port.history({ from: 0, to: now * 2 }, 10)).toMatchObject([{ endedAt: now + 75, endCause: 'unbanned' }]);
  });

  it('comes from the list when fail2ban keeps no database at all', async () => {
    const { fake, database, history } = setUp();
    fake.circumstances.databaseFile = null;
    await fake.port.ban('sshd', ['192.0.2.7']);
    expect(await history.sync()).toEqual({ synced: 1 });
    expect(database.files).toEqual([]);
    expect(history.state()).toMatchObject({ source: 'observed', reason: expect.stringContaining('keeps no database') });
  });

  it('reads the file that the setting names, whatever fail2ban says', async () => {
    const { database, history } = setUp({ databaseFile: '/shared/fail2ban.sqlite3' });
    await history.sync();
    expect(database.files).toEqual(['/shared/fail2ban.sqlite3']);
  });

  it('reads the file that fail2ban names, where the sidecar finds it', async () => {
    const { database, history } = setUp();
    await history.sync();
    expect(database.files).toEqual(['/mounted/fail2ban/fail2ban.sqlite3']);
  });

  it('says when the archive takes nothing, and recovers', async () => {
    const { now, database, history, archive, log } = setUp();
    database.add('192.0.2.7', now);
    archive.circumstances.failure = new BanguiError('DATABASE_CORRUPTED', 'Database file is corrupted.');
    await expect(history.sync()).rejects.toMatchObject({ code: 'DATABASE_CORRUPTED' });
    expect(history.state()).toMatchObject({ source: 'none', reason: expect.stringContaining('corrupted') });
    expect(log.records).toContainEqual(expect.objectContaining({ level: 'error', event: 'archive_write_failed' }));
    archive.circumstances.failure = null;
    expect(await history.sync()).toEqual({ synced: 1 });
    expect(history.state()).toMatchObject({ source: 'database' });
  });

  it('is not well again by a copy of nothing, while others wait to write', async () => {
    const { history, behind } = setUp();
    await history.sync();
    const full = new BanguiError('DATABASE_UNAVAILABLE', 'Database is unavailable.');
    history.noteRefusal(full);
    behind.value = true;
    await history.sync();
    expect(history.state()).toMatchObject({ source: 'none', reason: 'The archive takes nothing: Database is unavailable.' });
    behind.value = false;
    await history.sync();
    expect(history.state()).toMatchObject({ source: 'database', reason: null });
  });

  it('says why the archive cannot be opened, once, and catches up by itself', async () => {
    const { clock, now, database, history, archive, log, archived } = setUp();
    const failures = () => log.records.filter(({ event }) => event === 'archive_write_failed').length;
    database.add('192.0.2.7', now);
    const problem = new BanguiError('DATABASE_CORRUPTED', 'Database file is corrupted.');
    archive.circumstances.failure = problem;
    history.noteArchive(problem);
    expect(history.state()).toEqual({ source: 'none', reason: 'The archive takes nothing: Database file is corrupted.', lastSync: null });
    await expect(history.sync()).rejects.toBe(problem);
    await expect(history.sync()).rejects.toBe(problem);
    expect(failures()).toBe(0);
    archive.circumstances.failure = null;
    history.noteArchive(null);
    expect(history.state().reason).toBe('Nothing was copied yet.');
    await clock.advance(10_000);
    expect(await archived()).toEqual(['192.0.2.7']);
    expect(history.state()).toMatchObject({ source: 'database', reason: null });
  });

  it('runs one at a time; who asks meanwhile waits for one more that sees everything', async () => {
    const { now, database, history, archived } = setUp();
    database.add('192.0.2.1', now);
    const first = history.sync();
    const others = [history.sync(), history.sync()];
    await first;
    database.add('192.0.2.2', now);
    await Promise.all(others);
    expect(await archived()).toHaveLength(2);
    expect(database.files).toHaveLength(2);
  });

  it('follows changes of the counters, at most once in ten seconds', async () => {
    const { clock, history, synced } = setUp();
    for (let second = 0; second < 30; second++) {
      history.requestSync();
      await clock.advance(1000);
    }
    expect(synced().length).toBeGreaterThanOrEqual(2);
    expect(synced().length).toBeLessThanOrEqual(4);
    await history.stop();
    history.requestSync();
    await clock.advance(60_000);
    expect(synced().length).toBeLessThanOrEqual(4);
    await expect(history.sync()).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('warns once when fail2ban deletes bans sooner than they are copied', async () => {
    const { history, log } = setUp({ intervalMs: 86_400_000 });
    await history.sync();
    await history.sync();
    expect(log.events().filter((event) => event === 'history_purge_age_short')).toHaveLength(1);
  });
});
