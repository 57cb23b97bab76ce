import { describe, expect, it } from 'vitest';
import { systemClock } from '../../host/systemClock';
import { Fail2banUnreachable, invalidInput } from '../../domain/errors';
import { createRepeats } from './createRepeats';

describe('requests that come again', () => {
  const counted = (fail?: Error) => {
    let calls = 0;
    return async () => {
      calls++;
      if (fail) {
        throw fail;
      }
      return calls;
    };
  };

  it('are answered with what became of the first, also while it is under way', async () => {
    const repeats = createRepeats<number>({ clock: systemClock });
    const work = counted();
    expect(await Promise.all([repeats.once('ann', 'k', { a: 1 }, work), repeats.once('ann', 'k', { a: 1 }, work)])).toEqual([1, 1]);
    expect(await repeats.once('bob', 'k', { a: 1 }, work)).toBe(2);
    expect(await repeats.once('ann', null, { a: 1 }, work)).toBe(3);
  });

  it('fail in the same way, unless the reason may pass', async () => {
    const repeats = createRepeats<number>({ clock: systemClock });
    await expect(repeats.once('ann', 'bad', 1, counted(invalidInput('x', 'bad')))).rejects.toThrow('bad');
    await expect(repeats.once('ann', 'bad', 1, counted())).rejects.toThrow('bad');
    await expect(repeats.once('ann', 'off', 1, counted(new Fail2banUnreachable('not_running')))).rejects.toThrow();
    expect(await repeats.once('ann', 'off', 1, counted())).toBe(1);
  });

  it('are known as long as the first is under way, however many others come', async () => {
    const repeats = createRepeats<number>({ clock: systemClock });
    let end = () => {};
    const slow = () => new Promise<number>((resolve) => (end = () => resolve(7)));
    const first = repeats.once('ann', 'slow', 1, slow);
    for (let key = 0; key < 502; key++) {
      await repeats.once('ann', `k${key}`, 1, counted());
    }
    const again = repeats.once('ann', 'slow', 1, counted());
    end();
    expect(await Promise.all([first, again])).toEqual([7, 7]);
  });

  it('are told what was kept of the first', async () => {
    const repeats = createRepeats<string>({ clock: systemClock, recallOf: (answer) => async () => `recalled ${answer.length}` });
    expect(await repeats.once('ann', 'k', 1, async () => 'long')).toBe('long');
    expect(await repeats.once('ann', 'k', 1, async () => 'other')).toBe('recalled 4');
  });

  it('are refused when they are others, or the key is none', async () => {
    const repeats = createRepeats<number>({ clock: systemClock });
    await repeats.once('ann', 'k', 1, counted());
    expect(() => repeats.once('ann', 'k', 2, counted())).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(() => repeats.once('ann', 'a b', 2, counted())).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
