import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { BanguiError, Fail2banUnreachable } from '../../domain/errors';
import { createSharedRead } from './createSharedRead';

function setUp() {
  const clock = createFakeClock();
  const pending: Array<{ resolve: (value: string) => void; reject: (error: Error) => void }> = [];
  let slow = 0;
  const shared = createSharedRead<string>({
    clock,
    ttlMs: 2000,
    patienceMs: 1000,
    load: () => new Promise((resolve, reject) => pending.push({ resolve, reject })),
    onSlow: () => slow++,
  });
  const answer = (value: string) => pending.at(-1)?.resolve(value);
  return { clock, shared, pending, answer, slow: () => slow };
}

describe('a shared read', () => {
  it('asks once for many callers, and not again while the answer is fresh', async () => {
    const { clock, shared, pending, answer } = setUp();
    const all = Promise.all([shared.get(), shared.get(), shared.get()]);
    expect(pending).toHaveLength(1);
    answer('a');
    expect((await all).map(({ value, stale }) => [value, stale])).toEqual([['a', false], ['a', false], ['a', false]]);
    await clock.advance(1999);
    expect((await shared.get()).value).toBe('a');
    expect(pending).toHaveLength(1);
    await clock.advance(1);
    void shared.get();
    expect(pending).toHaveLength(2);
  });

  it('grows old by elapsed time, whatever the wall clock is set to', async () => {
    const { clock, shared, pending, answer } = setUp();
    const first = shared.get();
    answer('a');
    await first;
    clock.setWallClock(-3_600_000);
    await clock.advance(2000);
    void shared.get();
    expect(pending).toHaveLength(2);
  });

  it('serves its last answer, marked, when a new one is late', async () => {
    const { clock, shared, answer, slow } = setUp();
    const first = shared.get();
    answer('a');
    const { asOf } = await first;
    await clock.advance(5000);
    const second = shared.get();
    await clock.advance(1000);
    expect(await second).toEqual({ value: 'a', asOf, stale: true });
    expect(slow()).toBe(1);
    answer('b');
    await clock.advance(0);
    expect(await shared.get()).toMatchObject({ value: 'b', stale: false });
  });

  it('serves its last answer when fail2ban is busy, but not when it is gone', async () => {
    const { clock, shared, pending, answer } = setUp();
    const first = shared.get();
    answer('a');
    await first;
    for (const error of [new Fail2banUnreachable('refused_busy'), new BanguiError('FAIL2BAN_TIMEOUT', 'late')]) {
      await clock.advance(5000);
      const next = shared.get();
      pending.at(-1)?.reject(error);
      expect(await next).toMatchObject({ value: 'a', stale: true });
    }
    await clock.advance(5000);
    const gone = shared.get();
    pending.at(-1)?.reject(new Fail2banUnreachable('not_running'));
    await expect(gone).rejects.toMatchObject({ reason: 'not_running' });
  });

  it('never keeps what was read before an invalidation', async () => {
    const { shared, pending, answer } = setUp();
    const before = shared.get();
    shared.invalidate();
    const after = shared.get();
    expect(pending).toHaveLength(2);
    pending[0]?.resolve('old');
    answer('new');
    expect((await before).value).toBe('old');
    expect((await after).value).toBe('new');
    expect((await shared.get()).value).toBe('new');
  });

  it('has nothing to fall back on once it forgot', async () => {
    const { shared, pending, answer } = setUp();
    const first = shared.get();
    answer('a');
    await first;
    shared.forget();
    expect(shared.last()).toBeNull();
    const next = shared.get();
    pending.at(-1)?.reject(new Fail2banUnreachable('refused_busy'));
    await expect(next).rejects.toMatchObject({ reason: 'refused_busy' });
  });
});
