import type { DateTime, RawTimeRange, TimeRange } from '@grafana/data';
import { dateMath, dateTime, getTimeZone, rangeUtil } from '@grafana/data';
import type { BanFilter } from '../../api/banFilter';
import type { HistoryView } from '../../routing';
import { DEFAULT_HISTORY } from '../../routing';

type Ends = Pick<HistoryView, 'from' | 'to'>;
export type TimeWindow = Pick<BanFilter, 'range' | 'from' | 'to'>;

/** What the API counts back by itself: with it a window goes on as time does. */
const PLAIN_RANGE = /^now-([1-9]\d{0,6}[smhdw])$/;

/** The URL's ends as Grafana's parts take them; what nobody understands is as by default. */
export function timeRangeOf({ from, to }: Ends): TimeRange {
  const raw = { from: rawEnd(from), to: rawEnd(to) };
  const range = raw.from === null || raw.to === null ? null : rangeUtil.convertRawToRange({ from: raw.from, to: raw.to }, getTimeZone());
  return range?.from.isValid() && range.to.isValid() && !range.to.isBefore(range.from)
    ? range
    : rangeUtil.convertRawToRange({ from: DEFAULT_HISTORY.from, to: DEFAULT_HISTORY.to }, getTimeZone());
}

/** The URL's ends of what Grafana's parts gave: relative ones stay so. */
export function endsOf({ from, to }: RawTimeRange): Ends {
  const written = (end: DateTime | string) => (typeof end === 'string' ? end : String(end.valueOf()));
  return { from: written(from), to: written(to) };
}

export function timeWindowOf({ from, to, raw }: TimeRange): TimeWindow {
  const range = raw.to === 'now' && typeof raw.from === 'string' ? PLAIN_RANGE.exec(raw.from)?.[1] : undefined;
  return range === undefined ? { from: Math.max(0, Math.floor(from.valueOf() / 1000)), to: Math.max(0, Math.floor(to.valueOf() / 1000)) } : { range };
}

function rawEnd(end: string): DateTime | string | null {
  if (end.startsWith('now')) {
    return dateMath.isValid(end) ? end : null;
  }
  const at = dateTime(/^\d+$/.test(end) ? Number(end) : end);
  return at.isValid() ? at : null;
}
