import { LAST_MOMENT } from '../../contract/lastMoment';
import { invalidInput } from '../../domain/errors';
import type { DataQuery } from '../protocol/messages';

/** In UTC epoch seconds, exactly as the dashboard has it. Throws INVALID_INPUT. */
export function exactRange(timeRange: DataQuery['timeRange']): { from: number; to: number } {
  if (timeRange === null) {
    throw invalidInput('timeRange', 'timeRange: the query names no time range.');
  }
  const bounded = (milliseconds: number) => Math.min(Math.max(milliseconds / 1000, 0), LAST_MOMENT);
  const from = bounded(timeRange.fromEpochMS);
  return { from, to: Math.max(from, bounded(timeRange.toEpochMS)) };
}

/** The whole seconds inside it. */
export function wholeRange(timeRange: DataQuery['timeRange']): { from: number; to: number } {
  const exact = exactRange(timeRange);
  const from = Math.ceil(exact.from);
  return { from, to: Math.max(from, Math.floor(exact.to)) };
}
