import { describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../../../test/fakes/createRecordingLogger';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { ArchiveRefusal } from '../../domain/errors';
import { createLateWrites } from './createLateWrites';

function setUp() {
  const clock = createFakeClock();
  const { logger, events, records } = createRecordingLogger();
  const failures: unknown[] = [];
  const late = createLateWrites({ clock, logger, what: 'audit', onFailure: (error) => failures.push(error) });
  const written: number[] = [];
  const obstacle = { error: null as Error | null };
  const write = (n: number) =>
    late.write(async () => {
      if (obstacle.error) {
        throw obstacle.error;
      }
      written.push(n);
    });
  return { clock, late, events, records, failures, written, obstacle, write };
}

describe('late writes', () => {
  it('are made at once when nothing is in the way', async () => {
    const { write, written, events } = setUp();
    await write(1);
    expect(written).toEqual([1]);
    expect(events()).toEqual([]);
  });

  it('are made again, in order and once each, when the obstacle is gone; the log tells of both', async () => {
    const { clock, late, write, written, obstacle, failures, events } = setUp();
    obstacle.error = new Error('locked');
    await Promise.all([write(1), write(2)]);
    await clock.advance(1000);
    expect(written).toEqual([]);
    expect(late.waiting()).toBe(2);
    expect(failures.length).toBeGreaterThan(1);
    obstacle.error = null;
    await write(3);
    expect(written).toEqual([1, 2, 3]);
    await clock.advance(120_000);
    expect(written).toEqual([1, 2, 3]);
    expect(events()).toEqual(['archive_write_late', 'archive_caught_up']);
  });

  it('go on without what the archive can never take, and tell of it', async () => {
    const { late, write, written, obstacle, failures, records } = setUp();
    obstacle.error = new ArchiveRefusal('Database is unavailable.', {}, new Error('on purpose'));
    await write(1);
    expect([late.waiting(), failures]).toEqual([0, []]);
    obstacle.error = null;
    await write(2);
    expect(written).toEqual([2]);
    expect(records).toEqual([{ level: 'error', event: 'archive_write_refused', fields: { what: 'audit', error: expect.any(ArchiveRefusal) } }]);
  });

  it('try by themselves, ever more rarely, and a last time at the end', async () => {
    const { clock, late, write, written, obstacle, failures } = setUp();
    obstacle.error = new Error('full');
    await write(1);
    await clock.advance(3_600_000);
    expect(failures.length).toBeGreaterThan(50);
    expect(failures.length).toBeLessThan(80);
    obstacle.error = null;
    await late.stop();
    expect(written).toEqual([1]);
    expect(late.waiting()).toBe(0);
  });

  it.each([
    ['many', 1005, 1, 1000],
    ['long', 40, 1_000_000, 32],
  ])('keep a limited amount of %s, and say how many found no room', async (_what, count, size, kept) => {
    const { clock, late, obstacle, written, records } = setUp();
    obstacle.error = new Error('gone');
    await Promise.all(
      Array.from({ length: count }, (_, n) =>
        late.write(async () => {
          if (obstacle.error) {
            throw obstacle.error;
          }
          written.push(n);
        }, size)
      )
    );
    expect(late.waiting()).toBe(kept);
    obstacle.error = null;
    for (let settled = 0; settled < kept / 5; settled++) {
      await clock.advance(1000);
    }
    expect(written).toEqual(Array.from({ length: kept }, (_, n) => n));
    expect(records.filter(({ event }) => event === 'archive_write_lost')).toHaveLength(1);
    expect(records.at(-1)).toMatchObject({ level: 'info', event: 'archive_caught_up', fields: { what: 'audit', written: kept, lost: count - kept } });
  });

  it('say what is lost when they end before the obstacle does', async () => {
    const { late, write, obstacle, events } = setUp();
    obstacle.error = new Error('gone');
    await write(1);
    await late.stop();
    expect(events()).toEqual(['archive_write_late', 'archive_write_lost']);
  });
});
