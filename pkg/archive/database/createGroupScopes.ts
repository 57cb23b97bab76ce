import type { Database } from 'better-sqlite3';
import type { HistoryFilter } from '../../services/ports/archivePort';
import { createBudget } from './createBudget';
import { createBusyHours, HOUR } from './createBusyHours';
import type { Scope } from './createScopes';
import { createScopes, withinHours } from './createScopes';

/** Scopes for what is counted: all of the window, or, where the filter means something rare, only the hours that have it. Throws TooManyBans. */
export function createGroupScopes(database: Database): (filter: HistoryFilter) => Scope | null {
  const scopeOf = createScopes(database);
  const busyHours = createBusyHours(database);
  const budget = createBudget(database);
  return (filter) => {
    const scope = scopeOf(filter);
    const found = scope?.restrictions ? busyHours(scope.restrictions, filter.from, filter.to) : null;
    // Who is looked up address by address has few bans.
    if (!scope?.restrictions) {
      return scope;
    }
    if (!found) {
      budget.assertWindow(filter.from, filter.to);
      return scope;
    }
    const worthIt = (filter.to - filter.from) / HOUR / 2;
    const hours: number[] = [];
    for (const { hour } of found) {
      hours.push(hour);
      if (hours.length > worthIt) {
        budget.assertWindow(filter.from, filter.to);
        return scope;
      }
    }
    budget.assertHours(hours);
    return withinHours(scope, hours);
  };
}
