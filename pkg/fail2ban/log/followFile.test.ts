import { appendFile, copyFile, mkdtemp, rename, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import type { Clock } from '../../services/ports/clock';
import type { Followed, FollowedBatch, LogPosition } from '../../services/ports/logFollowerPort';
import { createLogFollower } from './createLogFollower';

/** Time passes fast for the follower: its seconds are hundredths of ours. */
const FAST = 100;
const hasty: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now() * FAST,
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs / FAST);
    return () => clearTimeout(timer);
  },
};

async function waitFor(what: string, has: () => boolean | undefined): Promise<void> {
  await vi.waitFor(() => expect(has(), what).toBe(true), { interval: 2, timeout: 10_000 });
}

let dir: string;
let log: string;
let running: Followed | null = null;
let batches: FollowedBatch[] = [];
let position: LogPosition | null = null;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'bangui-log-'));
  log = path.join(dir, 'fail2ban.log');
});
afterEach(async () => {
  await stop();
  batches = [];
  position = null;
  await rm(dir, { recursive: true, force: true });
});

/** Record `n`, written `n` seconds after midnight. */
const line = (n: number, message = `[sshd] Ban 192.0.2.${n}`) => `2026-11-21 00:00:${String(n).padStart(2, '0')},000 fail2ban.actions        [7463]: NOTICE  ${message}\n`;
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => line(from + index)).join('');
const numbers = (events = batches.flatMap((batch) => batch.events)) => events.map((event) => ('address' in event ? Number(event.address?.split('.').at(-1)) : Number.NaN));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

function follow(): Followed {
  running = createLogFollower({ clock: hasty, logger: createRecordingLogger().logger }).follow({ kind: 'file', path: log, timeZone: 'UTC' }, position, async (batch) => {
    batches.push(batch);
    position = batch.position;
  });
  return running;
}
async function stop(): Promise<void> {
  await running?.stop();
  running = null;
}
const seen = (count: number) => waitFor(`${count} events`, () => batches.flatMap(({ events }) => events).length >= count);
const caughtUp = () => waitFor('the end', () => batches.some(({ live }) => live));

describe('following a file', () => {
  it('reads what is there, then what comes', async () => {
    await writeFile(log, lines(0, 3));
    const followed = follow();
    await caughtUp();
    expect(numbers()).toEqual([0, 1, 2]);
    expect(batches.filter(({ events }) => events.length > 0).slice(0, 1)).toMatchObject([{ live: false, gap: false }]);
    await appendFile(log, lines(3, 5));
    await seen(5);
    expect(numbers()).toEqual([0, 1, 2, 3, 4]);
    expect(batches.at(-1)).toMatchObject({ live: true, gap: false });
    expect(followed.state()).toMatchObject({ state: 'following', reason: null, live: true, behindBytes: 0, lastRecordAt: Date.UTC(2026, 10, 21, 0, 0, 4) / 1000 });
  });

  it('waits for a file that comes late', async () => {
    const followed = follow();
    await waitFor('missing', () => followed.state().state === 'missing');
    await writeFile(log, lines(0, 2));
    await seen(2);
    expect(followed.state().state).toBe('following');
    expect(batches.at(-1)?.live).toBe(true);
  });

  it.each(['renamed and created', 'renamed, written to, created by fail2ban'])('goes over to the next file: %s', async (how) => {
    await writeFile(log, lines(0, 3));
    follow();
    await caughtUp();
    await rename(log, `${log}.1`);
    if (how === 'renamed and created') {
      await writeFile(log, '');
    }
    await appendFile(`${log}.1`, lines(3, 6));
    await seen(6);
    await appendFile(log, lines(6, 8));
    await seen(8);
    expect(numbers()).toEqual(range(0, 8));
    expect(batches.some(({ gap }) => gap)).toBe(false);
  });

  it('reads on in a file that was copied and emptied', async () => {
    await writeFile(log, lines(0, 5));
    follow();
    await caughtUp();
    await copyFile(log, `${log}.1`);
    await truncate(log);
    await appendFile(log, lines(5, 7));
    await seen(7);
    expect(numbers()).toEqual(range(0, 7));
    expect(batches.some(({ gap }) => gap)).toBe(false);
  });

  it('says when something may be lost: emptied without a copy', async () => {
    await writeFile(log, lines(0, 5));
    follow();
    await caughtUp();
    await truncate(log);
    await appendFile(log, lines(5, 9));
    await seen(9);
    expect(numbers()).toEqual(range(0, 9));
    expect(batches.filter(({ gap }) => gap)).toHaveLength(1);
  });

  it('goes on with a file that was deleted and made anew', async () => {
    await writeFile(log, lines(0, 2));
    const followed = follow();
    await caughtUp();
    await unlink(log);
    await waitFor('missing', () => followed.state().state === 'missing');
    await writeFile(log, lines(2, 4));
    await seen(4);
    expect(numbers()).toEqual(range(0, 4));
    await waitFor('following', () => followed.state().state === 'following');
  });

  it('takes up where it stood over two rotations', async () => {
    await writeFile(log, lines(0, 3));
    follow();
    await caughtUp();
    await stop();
    await appendFile(log, lines(3, 5));
    await rename(log, `${log}.2`);
    await writeFile(`${log}.1`, lines(5, 8));
    await writeFile(log, lines(8, 10));
    follow();
    await seen(10);
    expect(numbers()).toEqual(range(0, 10));
    expect(batches.some(({ gap }) => gap)).toBe(false);
  });

  it('takes up where it stood when the log was copied and emptied meanwhile', async () => {
    await writeFile(log, lines(0, 3));
    follow();
    await caughtUp();
    await stop();
    await appendFile(log, lines(3, 5));
    await copyFile(log, `${log}.1`);
    await truncate(log);
    await appendFile(log, lines(5, 12));
    follow();
    await seen(12);
    expect(numbers()).toEqual(range(0, 12));
    expect(batches.some(({ gap }) => gap)).toBe(false);
  });

  it('says that something is lost when its file is gone, and reads all that is left', async () => {
    await writeFile(log, lines(0, 3));
    follow();
    await caughtUp();
    await stop();
    await unlink(log);
    await writeFile(`${log}.1`, lines(5, 7));
    await writeFile(`${log}.2.gz`, 'packed');
    await writeFile(log, lines(7, 9));
    follow();
    await seen(7);
    expect(numbers()).toEqual([0, 1, 2, 5, 6, 7, 8]);
    expect(batches.filter(({ gap }) => gap)).toHaveLength(1);
  });

  it('waits for the end of a line, and skips one without', async () => {
    await writeFile(log, line(0).slice(0, -5));
    follow();
    await waitFor('a step', () => batches.length > 0);
    expect(numbers()).toEqual([]);
    await appendFile(log, line(0).slice(-5));
    await seen(1);
    await appendFile(log, `${'x'.repeat(300_000)}\n${line(1)}\xff\xfe\n${line(2)}`);
    await seen(3);
    expect(numbers()).toEqual([0, 1, 2]);
  });

  it('hands a batch over again until it is taken, and reads no further meanwhile', async () => {
    await writeFile(log, lines(0, 5));
    const offered: FollowedBatch[] = [];
    let refuse = 3;
    const followed = createLogFollower({ clock: hasty, logger: createRecordingLogger().logger }).follow({ kind: 'file', path: log, timeZone: 'UTC' }, null, async (batch) => {
      offered.push(batch);
      if (batch.events.length > 0 && refuse-- > 0) {
        throw new Error('disk full');
      }
      batches.push(batch);
    });
    running = followed;
    await waitFor('the complaint', () => followed.state().state === 'failed' && followed.state().reason?.includes('disk full'));
    await caughtUp();
    const full = offered.filter(({ events }) => events.length > 0);
    expect(new Set(full.slice(0, 4)).size).toBe(1);
    expect(numbers()).toEqual(range(0, 5));
    expect(followed.state().state).toBe('following');
  });

  it('is told apart from a folder', async () => {
    log = dir;
    const followed = follow();
    await waitFor('failed', () => followed.state().state === 'failed');
    expect(followed.state().reason).toBe(`${dir} is not a regular file.`);
  });

  it('leaves no descriptor open', async () => {
    const open = () => readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith(dir);
      } catch {
        return false;
      }
    });
    await writeFile(log, lines(0, 2));
    follow();
    await caughtUp();
    for (let round = 1; round <= 5; round++) {
      await rename(log, `${log}.${round}`);
      await writeFile(log, lines(round * 2, round * 2 + 2));
      await seen(round * 2 + 2);
    }
    expect(open()).toHaveLength(1);
    await stop();
    expect(open()).toEqual([]);
  });
});

describe('a follower that is stopped and started again', () => {
  const whole = [
    line(0), line(1), line(2, '[sshd] Unban 192.0.2.0'), line(3, '[nginx] Ban 192.0.2.3'), line(4, '[sshd] Unban 192.0.2.1'),
    line(5, "Jail 'sshd' stopped").replace('NOTICE ', 'INFO   '), '  and more\n', line(6), line(20, '[sshd] Unban 192.0.2.6'), line(40),
  ].join('');
  let wanted: Fail2banEvent[];
  beforeEach(async () => {
    await writeFile(log, whole);
    follow();
    await seen(9);
    wanted = batches.flatMap(({ events }) => events);
    await stop();
    batches = [];
    position = null;
    await rm(log);
  });

  it('knows which unbans were a stop', () => {
    expect(wanted.flatMap((event) => (event.kind === 'unban' ? event.cause : []))).toEqual(['jail_stopped', 'jail_stopped', 'unbanned']);
    expect(wanted.map(({ kind }) => kind)).toEqual(['ban', 'ban', 'unban', 'ban', 'unban', 'jailStopped', 'ban', 'unban', 'ban']);
  });

  it('misses nothing and tells nothing twice, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: whole.length - 1 }), { minLength: 1, maxLength: 4 }), fc.constantFrom('stay', 'rename', 'copy'), async (cuts, rotation) => {
        for (const name of readdirSync(dir)) {
          await rm(path.join(dir, name));
        }
        batches = [];
        position = null;
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), whole.length]) {
          await appendFile(log, whole.slice(from, cut));
          if (cut < whole.length && rotation !== 'stay' && from === 0 && whole[cut - 1] === '\n') {
            follow();
            await waitFor('a batch', () => batches.length > 0);
            await stop();
            await (rotation === 'rename' ? rename(log, `${log}.1`) : copyFile(log, `${log}.1`).then(() => truncate(log)));
            await writeFile(log, '', { flag: 'a' });
          }
          from = cut;
          follow();
          if (cut === whole.length) {
            await seen(wanted.length);
          } else {
            await waitFor('a batch', () => batches.length > 0);
          }
          await stop();
        }
        expect(batches.flatMap(({ events }) => events)).toEqual(wanted);
        expect(batches.some(({ gap }) => gap)).toBe(false);
      }),
      { numRuns: 60 }
    );
  });
});
