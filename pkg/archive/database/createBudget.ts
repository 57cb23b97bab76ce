import type { Database } from 'better-sqlite3';
import { TooManyBans } from '../tooManyBans';
import { HOUR } from './createBusyHours';

/** Some seconds of one thread, for which all others' questions to it wait. */
export const BUDGET_BANS = 2_000_000;

/** How many bans one call goes through one by one, as the rollups know before it begins. */
export function createBudget(database: Database) {
  const inWindow = database.prepare<[number, number], number>('SELECT coalesce(sum(bans), 0) FROM hours_by_jail WHERE hour BETWEEN ? AND ?').pluck();
  const inHours = database.prepare<[string], number>('SELECT coalesce(sum(bans), 0) FROM json_each(?) AS wanted CROSS JOIN hours_by_jail ON hour = wanted.value').pluck();
  const inHour = database.prepare<[number], number>('SELECT coalesce(sum(bans), 0) FROM hours_by_jail WHERE hour = ?').pluck();
  const backwards = database.prepare<[number, number], { hour: number; bans: number }>(
    'SELECT hour, bans FROM hours_by_jail WHERE hour BETWEEN ? AND ? ORDER BY hour DESC'
  );

  function assertWithin(bans = 0): void {
    if (bans > BUDGET_BANS) {
      throw new TooManyBans();
    }
  }

  return {
    /** Throws TooManyBans. */
    assertWindow: (from: number, to: number) => assertWithin(inWindow.get(from - (from % HOUR), to)),
    /** Throws TooManyBans. */
    assertHours: (hours: readonly number[]) => assertWithin(inHours.get(JSON.stringify(hours))),
    ofHour: (hour: number) => inHour.get(hour) ?? 0,
    /** How far back the budget reaches from `to`: an hour at least, and no further than `from`. */
    floorOf(from: number, to: number): number {
      let walked = 0;
      let reached = Infinity;
      for (const { hour, bans } of backwards.iterate(from - (from % HOUR), to)) {
        walked += bans;
        if (walked > BUDGET_BANS && hour < reached && reached < Infinity) {
          return reached;
        }
        reached = hour;
      }
      return from;
    },
  };
}
