import { describe, expect, it } from 'vitest';
import { trendSeries } from './trendSeries';

const HOUR = 3600;
const point = (hour: number, key: string | null, bans: number) => ({ time: hour * HOUR, key, bans });
const window = { from: 10 * HOUR + 7, to: 13 * HOUR + 7, bucket: HOUR, by: 'jail' as const };

describe('trendSeries', () => {
  it('puts in the buckets without a ban, and sorts by bans', () => {
    const found = trendSeries({ ...window, points: [point(10, 'a', 1), point(12, 'b', 5), point(13, 'a', 2), point(13, null, 1)], previous: null });
    expect(found.times).toEqual([10, 11, 12, 13].map((hour) => hour * HOUR));
    expect(found.series).toEqual([
      { key: 'b', counts: [0, 0, 5, 0] },
      { key: 'a', counts: [1, 0, 0, 2] },
      { key: null, counts: [0, 0, 0, 1] },
    ]);
    expect([found.others, found.before]).toEqual([null, null]);
  });

  it('moves the window before to this one', () => {
    const found = trendSeries({ ...window, points: [point(11, 'a', 1)], previous: [point(7, 'a', 2), point(7, 'b', 1), point(9, 'b', 4)] });
    expect(found.before).toEqual([3, 0, 4, 0]);
  });

  it('moves whole days to whole days', () => {
    const day = 24 * HOUR;
    const days = { from: 10 * day, to: 11 * day - 1, by: 'jail' as const, points: [] };
    const byHour = trendSeries({ ...days, bucket: HOUR, previous: [point(9 * 24, 'a', 3), point(10 * 24 - 1, 'a', 5)] });
    expect(byHour.before).toEqual([3, ...Array.from({ length: 22 }, () => 0), 5]);
    expect(trendSeries({ ...days, to: 12 * day - 1, bucket: day, previous: [point(8 * 24, 'a', 1), point(9 * 24, 'a', 2)] }).before).toEqual([1, 2]);
  });

  it('gathers what is too much to be told apart, and loses nothing', () => {
    const points = Array.from({ length: 30 }, (_, index) => point(11, `jail-${index}`, index + 1));
    const found = trendSeries({ ...window, points, previous: null });
    expect(found.series).toHaveLength(9);
    expect(found.others).toEqual([0, (21 * 22) / 2, 0, 0]);
  });

  it('begins with the first ban where the window is far longer than what is known', () => {
    const found = trendSeries({ ...window, from: 0, to: 100_000 * HOUR, points: [point(99_998, 'a', 1)], previous: null });
    expect(found.times.map((time) => time / HOUR)).toEqual([99_998, 99_999, 100_000]);
    expect(found.series).toEqual([{ key: 'a', counts: [1, 0, 0] }]);
  });

  it('begins with the first ban of all time', () => {
    const found = trendSeries({ ...window, from: 0, points: [point(11, 'a', 1)], previous: [] });
    expect(found.times.map((time) => time / HOUR)).toEqual([11, 12, 13]);
  });

  it('draws zeros where nothing is known', () => {
    expect(trendSeries({ ...window, points: [], previous: [] })).toMatchObject({ series: [], before: [0, 0, 0, 0] });
  });

  it('keeps days that begin at another hour', () => {
    const day = 24 * HOUR;
    const found = trendSeries({ from: 1, to: 3 * day - 1, bucket: day, by: 'jail', points: [{ time: day + 2 * HOUR, key: 'a', bans: 1 }], previous: null });
    expect(found.times).toEqual([-22 * HOUR, 2 * HOUR, day + 2 * HOUR, 2 * day + 2 * HOUR]);
    expect(found.series[0]?.counts).toEqual([0, 0, 1, 0]);
  });
});
