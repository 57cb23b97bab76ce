import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../test/fakes/fakeClock';
import { createRecordingLogger } from '../../test/fakes/createRecordingLogger';
import { BanguiError } from '../domain/errors';
import { createJobs } from './createJobs';

function setUp() {
  const clock = createFakeClock();
  const jobs = createJobs({ clock, logger: createRecordingLogger().logger });
  const runs: string[] = [];
  const add = (name: string, everySeconds: number, run: () => Promise<unknown> = async () => runs.push(name)) => jobs.register({ name, everySeconds, run });
  return { clock, jobs, runs, add };
}

describe('jobs', () => {
  it('run at the start and then by their period, until they are stopped', async () => {
    const { clock, jobs, runs, add } = setUp();
    add('a', 10);
    add('b', 25);
    await clock.advance(60_000);
    expect(runs).toEqual([]);
    jobs.start();
    await clock.advance(25_000);
    expect(runs).toEqual(['a', 'b', 'a', 'a', 'b']);
    await jobs.stop();
    await clock.advance(100_000);
    expect(runs).toHaveLength(5);
    expect(jobs.list().map(({ nextAt }) => nextAt)).toEqual([null, null]);
  });

  it('go on after a failure, and say that it failed and why, until one succeeds', async () => {
    const { clock, jobs, add } = setUp();
    let attempts = 0;
    add('a', 10, async () => {
      if (++attempts < 3) {
        throw new BanguiError('DATABASE_BUSY', 'Database is temporarily busy.');
      }
    });
    jobs.start();
    await clock.advance(10_000);
    expect(attempts).toBe(2);
    expect(jobs.list()).toMatchObject([{ name: 'a', result: 'failed', detail: 'Database is temporarily busy.', running: false }]);
    expect(await jobs.trigger('a')).toMatchObject({ result: 'done', detail: null });
  });

  it('tell nobody what an unforeseen error says: it may name what is only for the log', async () => {
    const { jobs, add } = setUp();
    add('a', 10, async () => {
      throw new Error('ENOENT /home/somebody/secret');
    });
    const { result, detail } = await jobs.trigger('a');
    expect([result, detail]).toEqual(['failed', 'The sidecar failed. Its log tells more.']);
  });

  it('say in epoch seconds when they began and are due, and how long the last run took', async () => {
    const { clock, jobs, add } = setUp();
    const begin = clock.now() / 1000;
    add('a', 60, () => new Promise<void>((resolve) => clock.after(2_500, resolve)));
    expect(jobs.list()).toEqual([{ name: 'a', everySeconds: 60, running: false, startedAt: null, nextAt: null, result: null, detail: null, tookSeconds: null }]);
    jobs.start();
    await clock.advance(1_000);
    expect(jobs.list()).toMatchObject([{ running: true, startedAt: begin, nextAt: begin + 60, result: null, tookSeconds: null }]);
    clock.setWallClock(-3_600_000);
    await clock.advance(1_500);
    expect(jobs.list()).toMatchObject([{ running: false, startedAt: begin, nextAt: begin + 60, result: 'done', tookSeconds: 2.5 }]);
  });

  it('never overlap: a slow run is joined', async () => {
    const { clock, jobs, add } = setUp();
    let running = 0;
    let most = 0;
    add('slow', 10, async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => clock.after(35_000, resolve));
      running--;
    });
    jobs.start();
    const triggered = jobs.trigger('slow');
    await clock.advance(100_000);
    expect((await triggered).result).toBe('done');
    expect(most).toBe(1);
  });

  it('can be triggered, and are then due a whole period later', async () => {
    const { clock, jobs, runs, add } = setUp();
    add('a', 10);
    jobs.start();
    await clock.advance(9_000);
    await jobs.trigger('a');
    await clock.advance(9_000);
    expect(runs).toHaveLength(2);
    await clock.advance(1_000);
    expect(runs).toHaveLength(3);
    await expect(jobs.trigger('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('may begin later than the others, and then keep their period', async () => {
    const { clock, jobs, runs } = setUp();
    jobs.register({ name: 'late', everySeconds: 100, firstAfterSeconds: 10, run: async () => runs.push('late') });
    jobs.start();
    await clock.advance(9_000);
    expect(runs).toEqual([]);
    await clock.advance(1_000);
    expect(runs).toEqual(['late']);
    await clock.advance(100_000);
    expect(runs).toEqual(['late', 'late']);
  });

  it('can be replaced by name', async () => {
    const { clock, jobs, runs, add } = setUp();
    add('a', 10);
    jobs.start();
    await clock.advance(0);
    add('a', 20, async () => runs.push('other'));
    await clock.advance(20_000);
    expect(runs).toEqual(['a', 'other']);
    expect(jobs.list()).toHaveLength(1);
  });
});
