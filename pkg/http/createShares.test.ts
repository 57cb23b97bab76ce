import { describe, expect, it } from 'vitest';
import type { Principal } from '../domain/principal';
import { createLogService } from '../services/follow/createLogService';
import type { LogPage } from '../services/ports/logReaderPort';
import type { SharedLoad } from './createShares';
import { createShares } from './createShares';

const person = (login: string): Principal => ({ login, role: 'Viewer', orgId: 1, via: 'grafana' });

function setUp() {
  const shares = createShares();
  const ends: Array<() => void> = [];
  /** Goes on until it is ended. */
  const begin = (login: string, load: SharedLoad = 'archive') => shares.within(load, person(login), () => new Promise<void>((resolve) => ends.push(resolve)));
  return { shares, begin, ends };
}

describe('shares of the archive', () => {
  it.each([
    ['archive', 8, 8],
    ['export', 2, 4],
    ['log', 4, 4],
  ] as const)('%s: so many for each person, and for all', async (load, each, persons) => {
    const { begin, ends } = setUp();
    const under = Array.from({ length: persons * each }, (_, index) => begin(`person ${Math.floor(index / each)}`, load));
    expect(ends).toHaveLength(persons * each);
    await expect(begin('somebody else', load)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    ends.forEach((end) => end());
    await Promise.all(under);
    const again = Array.from({ length: each }, () => begin('person 0', load));
    await expect(begin('person 0', load)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    const other = begin('person 1', load);
    ends.forEach((end) => end());
    await Promise.all([...again, other]);
  });

  it('lets a dashboard wait for its turn, in order, while others go on', async () => {
    const { shares, begin, ends } = setUp();
    const order: number[] = [];
    const wait = (turn: number) => shares.inTurn('archive', person('ann'), async () => void order.push(turn));
    const under = Array.from({ length: 8 }, () => begin('ann'));
    const turns = [0, 1, 2].map(wait);
    await expect(begin('ann')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await shares.inTurn('archive', person('bob'), async () => void order.push(-1));
    expect(order).toEqual([-1]);
    ends[0]?.();
    await Promise.all(turns);
    expect(order).toEqual([-1, 0, 1, 2]);
    ends.forEach((end) => end());
    await Promise.all(under);
  });

  it('has no more of a person under way than its share, and refuses who lets too many wait', async () => {
    const { shares } = setUp();
    const running = { now: 0, most: 0 };
    const work = async () => {
      running.most = Math.max(running.most, ++running.now);
      await new Promise((resolve) => setImmediate(resolve));
      running.now--;
      throw new Error('on purpose');
    };
    const asked = await Promise.allSettled(Array.from({ length: 300 }, () => shares.inTurn('archive', person('ann'), work)));
    const reasons = asked.map((each) => (each.status === 'rejected' ? ((each.reason as { code?: string }).code ?? 'worked') : 'answered'));
    expect([running.most, reasons.filter((reason) => reason === 'worked').length, reasons.filter((reason) => reason === 'RATE_LIMITED').length]).toEqual([8, 264, 36]);
    await shares.within('archive', person('ann'), async () => undefined);
  });

  it('leaves places at the log to others, however much one person asks it', async () => {
    const { shares } = setUp();
    const gates: Array<() => void> = [];
    const read = () => new Promise<LogPage>((resolve) => gates.push(() => resolve({ records: [], end: 'range', reached: null })));
    const log = createLogService({ reader: { read }, fail2ban: { serverFiles: () => Promise.reject(new Error('not asked')) }, logFile: '/log', toHere: (path) => path, timeZone: 'UTC' });
    const ask = (login: string) => shares.inTurn('log', person(login), () => log.lines({ from: 0, to: 1, limit: 1 }));
    const asked = [...Array.from({ length: 24 }, () => ask('ann')), ask('bob')];
    for (let answer = 0; answer < asked.length; answer++) {
      await expect.poll(() => gates.length).toBe(answer + 1);
      gates[answer]?.();
      if (answer === 4) {
        await asked.at(-1);
      }
    }
    expect(await Promise.all(asked)).toHaveLength(25);
  });

  it('gives back the share of what failed, and takes none for what costs nothing', async () => {
    const { shares } = setUp();
    for (let attempt = 0; attempt < 100; attempt++) {
      await expect(shares.within('export', person('ann'), () => Promise.reject(new Error('of the archive')))).rejects.toThrow('of the archive');
    }
    const free = Array.from({ length: 100 }, () => shares.within(undefined, person('ann'), () => Promise.resolve(1)));
    expect(await Promise.all(free)).toHaveLength(100);
  });
});
