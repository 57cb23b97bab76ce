import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogClock } from './createLogClock';

/** The last day of daylight saving, as the clock is put back: what it showed before, what after, in hours ahead of UTC. */
const BACK = [
  { zone: 'Europe/Berlin', utc: Date.UTC(2026, 9, 25, 1) / 1000, before: 2, after: 1 },
  { zone: 'America/New_York', utc: Date.UTC(2026, 10, 1, 6) / 1000, before: -4, after: -5 },
  { zone: 'Australia/Lord_Howe', utc: Date.UTC(2026, 3, 4, 15) / 1000, before: 11, after: 10.5 },
  { zone: 'Asia/Kolkata', utc: Date.UTC(2026, 9, 25, 1) / 1000, before: 5.5, after: 5.5 },
];
const FORWARD = [
  { zone: 'Europe/Berlin', utc: Date.UTC(2026, 2, 29, 1) / 1000, before: 1, after: 2 },
  { zone: 'America/New_York', utc: Date.UTC(2026, 2, 8, 7) / 1000, before: -5, after: -4 },
  { zone: 'Australia/Lord_Howe', utc: Date.UTC(2026, 9, 3, 15, 30) / 1000, before: 10.5, after: 11 },
];
const now = () => Date.UTC(2026, 10, 21) / 1000;

describe.each([...BACK, ...FORWARD])('times of a log in $zone around $utc', ({ zone, utc, before, after }) => {
  const wall = (at: number) => ({ kind: 'wall' as const, seconds: at + (at < utc ? before : after) * 3600 });

  it('come out as they were, as long as something is written at least every 25 minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_500_000 }), { minLength: 10, maxLength: 40 }), fc.integer({ min: 0, max: 7200 }), (steps, lead) => {
        const clock = createLogClock(zone, null, now);
        let at = utc - 7200 - lead;
        for (const step of steps) {
          at = Math.round(at * 1000 + step) / 1000;
          expect(clock.resolve(wall(at), null)).toBeCloseTo(at, 3);
        }
      })
    );
  });

  it('come out as they were when it is known when they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 10_000 }), (offset) => {
        expect(createLogClock(zone, null, now).resolve(wall(utc + offset), utc + offset - 60)).toBe(utc + offset);
      })
    );
  });

  it('inside of messages are near to the record', () => {
    const clock = createLogClock(zone, null, now);
    for (const at of [utc - 600, utc + 600]) {
      const text = new Date(wall(at).seconds * 1000).toISOString().replace('T', ' ').slice(0, 19);
      expect(clock.near(text, at + 5)).toBe(at);
    }
    expect(clock.near('2026-13-45', utc)).toBeNaN();
  });
});

describe('times without a year', () => {
  const yearless = (month: number, day: number) => ({ kind: 'yearless' as const, seconds: Date.UTC(2000, month - 1, day, 12) / 1000 });

  it('belong to the last year that is not in the future', () => {
    expect(createLogClock('UTC', null, now).resolve(yearless(11, 20), null)).toBe(Date.UTC(2026, 10, 20, 12) / 1000);
    expect(createLogClock('UTC', null, now).resolve(yearless(12, 24), null)).toBe(Date.UTC(2025, 11, 24, 12) / 1000);
  });

  it('go over the turn of the year', () => {
    const clock = createLogClock('UTC', null, now);
    clock.resolve(yearless(12, 31), null);
    expect(clock.resolve(yearless(1, 1), null)).toBe(Date.UTC(2026, 0, 1, 12) / 1000);
  });
});

describe('times that no calendar has', () => {
  it('are the first or the last moment', () => {
    const clock = createLogClock('America/New_York', null, now);
    const last = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
    expect(clock.resolve({ kind: 'wall', seconds: last }, null)).toBe(last);
    expect(clock.resolve({ kind: 'epoch', seconds: last + 3600.5 }, null)).toBe(last);
    expect(clock.resolve({ kind: 'epoch', seconds: -1.5 }, null)).toBe(0);
    expect(clock.near('9999-12-31 23:59:59', last)).toBe(last);
  });
});
