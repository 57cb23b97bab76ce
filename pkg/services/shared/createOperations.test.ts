import { describe, expect, it, vi } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fakeClock';
import { Fail2banUnreachable } from '../../domain/errors';
import { createOperations } from './createOperations';

const outcome = (jail: string, error: string | null = null) => ({ jail, requested: 1, changed: error ? 0 : 1, error });

describe('operations', () => {
  it('answer with the result when they end in time', async () => {
    const endedLate = vi.fn();
    const operation = await createOperations({ clock: createFakeClock() }).run({ kind: 'ban', total: 2, endedLate, run: async (step) => (step(outcome('a')), step(outcome('b'))) });
    expect(operation).toMatchObject({ state: 'done', done: 2, total: 2, error: null });
    expect(endedLate).not.toHaveBeenCalled();
  });

  it('answer "running" after five seconds, tell their progress when asked, and report their end', async () => {
    const clock = createFakeClock();
    const operations = createOperations({ clock });
    const endedLate = vi.fn();
    let finish = () => {};
    const answer = operations.run({
      kind: 'ban',
      total: 2,
      endedLate,
      async run(step) {
        step(outcome('a'));
        await new Promise<void>((resolve) => (finish = resolve));
        step(outcome('b', 'no such action'));
      },
    });
    await clock.advance(5000);
    const { id, state, done } = await answer;
    expect([state, done]).toEqual(['running', 1]);
    finish();
    await operations.drain();
    expect(operations.get(id)).toMatchObject({ state: 'failed', done: 2, outcomes: [outcome('a'), outcome('b', 'no such action')] });
    expect(endedLate).toHaveBeenCalledExactlyOnceWith(operations.get(id));
  });

  it('throw what their task throws when nothing was done', async () => {
    const operations = createOperations({ clock: createFakeClock() });
    const failing = operations.run({ kind: 'unban', total: 1, endedLate: () => {}, run: () => Promise.reject(new Fail2banUnreachable('not_running')) });
    await expect(failing).rejects.toMatchObject({ code: 'FAIL2BAN_UNREACHABLE' });
  });

  it('are unknown by any other name', () => {
    expect(() => createOperations({ clock: createFakeClock() }).get('nosuch')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });

  it('forget the oldest that ended', async () => {
    const operations = createOperations({ clock: createFakeClock() });
    const task = { kind: 'ban' as const, total: 1, endedLate: () => {}, run: async () => {} };
    const first = await operations.run(task);
    const second = await operations.run(task);
    for (let i = 0; i < 499; i++) {
      await operations.run(task);
    }
    expect(() => operations.get(first.id)).toThrow();
    expect(operations.get(second.id)).toMatchObject({ state: 'done' });
  });
});
