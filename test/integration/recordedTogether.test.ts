import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArchive } from '../../pkg/archive/createArchive';
import type { Archive } from '../../pkg/archive/createArchive';
import { createLogFollower } from '../../pkg/fail2ban/log/createLogFollower';
import { createServerDatabase } from '../../pkg/fail2ban/serverDatabase/createServerDatabase';
import { systemClock } from '../../pkg/host/systemClock';
import { createEventBus } from '../../pkg/services/events/createEventBus';
import { createFollowService } from '../../pkg/services/follow/createFollowService';
import { createHistorySync } from '../../pkg/services/history/createHistorySync';
import type { ServerDatabasePort } from '../../pkg/services/ports/serverDatabasePort';
import { createRecordingLogger } from '../fakes/createRecordingLogger';
import { allRows, layDatabase, RECORDED_SERVERS, STAGES } from '../fixtures/fail2ban-databases/recordedDatabase';
import type { RecordedRow, Stage } from '../fixtures/fail2ban-databases/recordedDatabase';
import { recordedLog, TIME_ZONE } from '../fixtures/fail2ban-logs/recordedLog';
import { waitFor } from '../stack/waitFor';

const BAN_TIME: Record<string, number> = { login: 600, rising: 2, forever: -1, brief: 3, halted: 900, flushed: 900 };
const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** How the bans of the story ended; those without a line here ran until fail2ban stopped for good. */
const ENDS: Record<string, string> = {
  'rising 192.0.2.20': 'expired',
  'brief 192.0.2.30': 'expired',
  'brief 203.0.113.2': 'expired',
  'login 192.0.2.60': 'unbanned',
  'login 192.0.2.2': 'unbanned',
  'flushed 192.0.2.50': 'flushed',
  'flushed 192.0.2.51': 'flushed',
};

/** Numbers are lines of the log that were followed before the next stage of the database was copied. */
const ORDERS: Record<string, Array<Stage | number>> = {
  'the log first': [1000, ...STAGES],
  'the database first': [...STAGES, 1000],
  'the log a little ahead': [125, 'first', 130, 'newest', 133, 'reused', 235, 'restarted', 1000, 'purged'],
  'the database a little ahead': ['first', 90, 'newest', 110, 'reused', 120, 'restarted', 220, 'purged', 1000],
  'both in turns, and the database once more': [60, 'first', 90, 120, 'reused', 150, 'newest', 200, 'purged', 1000, 'restarted', 'first'],
};

describe.each(RECORDED_SERVERS)('log and database of fail2ban %s together', (version) => {
  let dir: string;
  let archive: Archive;
  let database: ServerDatabasePort;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'bangui-recorded-'));
    archive = createArchive({ file: path.join(dir, 'archive.sqlite'), logger: createRecordingLogger().logger, clock: systemClock, readers: 1 });
    database = createServerDatabase();
  });
  afterEach(async () => {
    await database.close();
    await archive.close();
    rmSync(dir, { recursive: true });
  });

  /** Lets the sidecar's own services learn of the story in this order. */
  async function live(order: ReadonlyArray<Stage | number>): Promise<void> {
    const file = path.join(dir, 'fail2ban.sqlite3');
    const log = path.join(dir, 'fail2ban.log');
    const lines = readFileSync(recordedLog(version, 'log'), 'utf8').trimEnd().split('\n');
    const { logger } = createRecordingLogger();
    const banTimeOf = (jail: string) => BAN_TIME[jail] ?? null;
    const bus = createEventBus({ logger });
    const unlearned: unknown[] = [];
    const heard = { bans: 0, stops: 0 };
    bus.subscribe(({ event }) => {
      heard.bans += event.kind === 'ban' ? 1 : 0;
      heard.stops += event.kind === 'serverStopped' ? 1 : 0;
    });
    const sync = createHistorySync({
      fail2ban: { databaseFile: async () => file, purgeAge: async () => 86_400 },
      database,
      databaseFile: null,
      toHere: (there) => there,
      archive,
      activeBans: async () => ({ asOf: 0, bans: [] }),
      isListed: () => true,
      restarts: () => 0,
      isFollowed: () => true,
      banTimeOf,
      clock: systemClock,
      logger,
      intervalMs: 60_000,
      isArchiveBehind: () => false,
    });
    const follow = createFollowService({
      follower: createLogFollower({ clock: systemClock, logger }),
      fail2ban: { serverFiles: async () => ({ database: file, logTarget: log }), logLevel: async () => 'INFO' },
      archive,
      logFile: null,
      toHere: (there) => there,
      timeZone: TIME_ZONE,
      banTimeOf,
      learnBanTimes: async () => {},
      bus,
      onBansLogged: () => {},
      onFailure: (error) => unlearned.push(error),
      logger,
    });
    writeFileSync(log, '');
    await follow.answered();
    let written = 0;
    for (const step of order) {
      if (typeof step === 'string') {
        layDatabase(file, version, step);
        await sync.sync();
        continue;
      }
      appendFileSync(log, lines.slice(written, step).map((line) => `${line}\n`).join(''));
      written = Math.min(step, lines.length);
      const bans = lines.slice(0, written).filter((line) => /\] Ban /.test(line)).length;
      const stops = lines.slice(0, written).filter((line) => line.endsWith('Exiting Fail2ban')).length;
      await waitFor(`${bans} bans of ${written} lines`, () => heard.bans === bans && heard.stops === stops);
    }
    await follow.stop();
    await sync.stop();
    expect(unlearned).toEqual([]);
  }

  it.each(Object.entries(ORDERS))('make one row of each ban: %s', async (_name, order) => {
    await live(order);
    const rows = await archive.history(ALWAYS, 1000);
    const told = rows.map(({ jail, address, start, banTime, banCount, failures, origin }) => ({ jail, address, start, banTime, banCount, failures, origin }));
    const expected = allRows(version).map(({ jail, address, start, banTime, banCount, failures }) => ({ jail, address, start, banTime, banCount, failures, origin: 'database' }));
    expect(inOrder(told)).toEqual(inOrder(expected));
    const lines = await Promise.all(inOrder(rows).map(async ({ id }) => (await archive.lines(id))?.lines));
    expect(lines).toEqual(inOrder(allRows(version)).map(({ matches }, index) => (matches.length > 0 ? matches : lines[index])));
    expect(rows.map(({ jail, address, endCause }) => `${jail} ${address} ${endCause}`).sort()).toEqual(allRows(version).map(endOf).sort());
    expect(await archive.rebuildRollups()).toEqual({ differed: 0 });
  });
});

const endOf = ({ jail, address }: RecordedRow) => `${jail} ${address} ${ENDS[`${jail} ${address}`] ?? 'jail_stopped'}`;

function inOrder<T extends Pick<RecordedRow, 'jail' | 'address' | 'start'>>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => a.start - b.start || a.jail.localeCompare(b.jail) || a.address.localeCompare(b.address));
}
