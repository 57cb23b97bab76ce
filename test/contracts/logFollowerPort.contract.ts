import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Followed, FollowedBatch, LogFollowerPort, LogPosition, LogSource } from '../../pkg/services/ports/logFollowerPort';
import { waitFor } from '../stack/waitFor';

/** A log that nobody follows yet. */
export interface LogFollowerUnderTest {
  port: LogFollowerPort;
  source: LogSource;
  /** Writes that these addresses were banned in the jail "sshd", a second after each other, from `at` on. */
  writeBans(at: number, addresses: readonly string[]): Promise<void> | void;
  dispose(): Promise<void> | void;
}

const START = Date.UTC(2026, 10, 21) / 1000;

/** What every implementation of LogFollowerPort must do. */
export function describeLogFollowerPort(name: string, make: () => Promise<LogFollowerUnderTest>): void {
  describe(`LogFollowerPort: ${name}`, () => {
    let given: LogFollowerUnderTest;
    let running: Followed[];
    beforeEach(async () => {
      given = await make();
      running = [];
    });
    afterEach(async () => {
      await Promise.all(running.map((followed) => followed.stop()));
      await given.dispose();
    });

    function follow(position: LogPosition | null, take: (batch: FollowedBatch) => Promise<void>): Followed {
      const followed = given.port.follow(given.source, position, take);
      running.push(followed);
      return followed;
    }
    const addressesOf = (batches: readonly FollowedBatch[]) => batches.flatMap(({ events }) => events.flatMap((event) => (event.kind === 'ban' ? event.address : [])));

    it('tells what was written before, then that it caught up, then what comes', async () => {
      await given.writeBans(START, ['192.0.2.1', '192.0.2.2']);
      const batches: FollowedBatch[] = [];
      const followed = follow(null, async (batch) => void batches.push(batch));
      await waitFor('the end', () => batches.at(-1)?.live && addressesOf(batches).length === 2);
      await given.writeBans(START + 10, ['192.0.2.3']);
      await waitFor('the third', () => addressesOf(batches).length === 3);
      expect(addressesOf(batches)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
      expect(batches.flatMap(({ events }) => events.map(({ at }) => at))).toEqual([START, START + 1, START + 10]);
      expect(batches.every(({ gap }) => !gap)).toBe(true);
      expect(batches.map(({ live }) => live)).toEqual(batches.map(({ live }) => live).sort());
      await waitFor('the state', () => followed.state().lastRecordAt === START + 10);
      expect(followed.state()).toMatchObject({ state: 'following', reason: null, live: true });
      await followed.stop();
      expect(followed.state().state).toBe('stopped');
    });

    it('takes up where a batch ended', async () => {
      await given.writeBans(START, ['192.0.2.1', '192.0.2.2']);
      const batches: FollowedBatch[] = [];
      const first = follow(null, async (batch) => void batches.push(batch));
      await waitFor('two', () => addressesOf(batches).length === 2);
      await first.stop();
      const position = batches.at(-1)?.position ?? null;
      await given.writeBans(START + 10, ['192.0.2.3', '192.0.2.4']);
      follow(position, async (batch) => void batches.push(batch));
      await waitFor('four', () => addressesOf(batches).length >= 4);
      expect(addressesOf(batches)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4']);
    });

    it('waits with the next batch until one is taken', async () => {
      let taking = 0;
      let most = 0;
      let count = 0;
      follow(null, async ({ events }) => {
        most = Math.max(most, ++taking);
        await new Promise((resolve) => setTimeout(resolve, 5));
        taking--;
        count += events.length;
      });
      for (let at = 0; at < 10; at++) {
        await given.writeBans(START + at, [`192.0.2.${at}`]);
      }
      await waitFor('all', () => count === 10);
      expect(most).toBe(1);
    });

    it('hands the same batch over again when it was not taken', async () => {
      await given.writeBans(START, ['192.0.2.1']);
      const offered: FollowedBatch[] = [];
      follow(null, async (batch) => {
        offered.push(batch);
        if (addressesOf(offered).length < 3 && batch.events.length > 0) {
          throw new Error('not now');
        }
      });
      await waitFor('thrice', () => addressesOf(offered).length === 3, { timeoutMs: 10_000 });
      expect(new Set(addressesOf(offered))).toEqual(new Set(['192.0.2.1']));
      expect(new Set(offered.filter(({ events }) => events.length > 0).map(({ position }) => position)).size).toBe(1);
    });
  });
}
