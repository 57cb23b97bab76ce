import { describe, expect, it } from 'vitest';
import { simulateBans } from './simulateBans';

const RULE = { findTime: 600, maxRetry: 3, banTime: 300 };
const at = (...times: number[]) => times.map((time) => ({ id: '192.0.2.1', time }));
const outcome = (times: number[], rule = RULE) => simulateBans(at(...times), rule).get('192.0.2.1');

describe('bans that failures would have led to', () => {
  it('come with the last of maxRetry failures within findTime', () => {
    expect(outcome([10, 20, 30])).toEqual({ failures: 3, first: 10, last: 30, bannedAt: 30, bans: 1 });
    expect(outcome([10, 20])).toMatchObject({ failures: 2, bannedAt: null, bans: 0 });
  });

  it('do not come of failures that are too far apart', () => {
    expect(outcome([0, 600, 1200, 1800])).toMatchObject({ bannedAt: null });
    expect(outcome([0, 599, 1198])).toMatchObject({ bannedAt: null });
  });

  it('are not counted twice while the address is banned', () => {
    expect(outcome([10, 20, 30, 40, 50, 60])).toMatchObject({ failures: 6, bannedAt: 30, bans: 1 });
    expect(outcome([10, 20, 30, 340, 350, 360])).toMatchObject({ bannedAt: 30, bans: 2 });
    expect(outcome([10, 20, 30, 340, 350, 360], { ...RULE, banTime: -1 })).toMatchObject({ bans: 1 });
  });

  it('belong to one address each', () => {
    const mixed = [1, 2, 3, 4].map((time) => ({ id: `192.0.2.${time % 2}`, time }));
    expect([...simulateBans(mixed, { ...RULE, maxRetry: 2 })].map(([id, { bannedAt }]) => [id, bannedAt])).toEqual([['192.0.2.1', 3], ['192.0.2.0', 4]]);
  });
});
