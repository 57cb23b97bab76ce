import type { ConfigProblem } from '../../../contract/configReading';
import type { Place } from '../python/ReadError';
import { ReadError } from '../python/ReadError';
import type { Showing } from './showing';

/** A problem as a page shows it; what is no ReadError is thrown on. */
export function problemOf(error: unknown, effect: ConfigProblem['effect'], showing: Showing): ConfigProblem {
  if (!(error instanceof ReadError)) {
    throw error;
  }
  return problem(error.message, error.place, effect, showing);
}

export function problem(message: string, place: Place | null, effect: ConfigProblem['effect'], { shown }: Showing): ConfigProblem {
  return { message, place: place && { ...place, file: shown(place.file) }, effect };
}
