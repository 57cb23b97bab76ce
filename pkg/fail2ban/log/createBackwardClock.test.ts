import { describe, expect, it } from 'vitest';
import { createBackwardClock } from './createBackwardClock';

const wall = (text: string) => ({ kind: 'wall' as const, seconds: Date.parse(`${text}Z`) / 1000 });
const utc = (text: string) => Date.parse(text) / 1000;

describe('createBackwardClock', () => {
  it('goes back through the hour that daylight saving lives twice', () => {
    const place = createBackwardClock('Europe/Berlin', () => utc('2026-11-21T00:00:00Z'));
    const written = ['2026-10-25T03:10:00', '2026-10-25T02:40:00', '2026-10-25T02:05:00', '2026-10-25T02:50:00', '2026-10-25T02:10:00', '2026-10-25T01:59:00'];
    const meant = ['2026-10-25T02:10:00Z', '2026-10-25T01:40:00Z', '2026-10-25T01:05:00Z', '2026-10-25T00:50:00Z', '2026-10-25T00:10:00Z', '2026-10-24T23:59:00Z'];
    expect(written.map((text) => place(wall(text)))).toEqual(meant.map(utc));
  });

  it('goes back through the turn of the year, also over months without a record', () => {
    const place = createBackwardClock('UTC', () => utc('2026-03-01T00:00:00Z'));
    const yearless = (text: string) => ({ kind: 'yearless' as const, seconds: utc(`2000-${text}Z`) });
    expect(['02-28T10:00:00', '01-01T00:00:01', '12-31T23:59:59', '04-01T00:00:00'].map((text) => place(yearless(text)))).toEqual(
      ['2026-02-28T10:00:00Z', '2026-01-01T00:00:01Z', '2025-12-31T23:59:59Z', '2025-04-01T00:00:00Z'].map(utc)
    );
  });

  it('takes a time with its zone as it is', () => {
    expect(createBackwardClock('Europe/Berlin', () => 0)({ kind: 'epoch', seconds: 1_760_000_000.5 })).toBe(1_760_000_000.5);
  });
});
