import { APP_ID } from '../../../constants';

/** New values by option; null gives one back to what the other files say. */
export type Values = Readonly<Record<string, string | null>>;

const keyOf = (place: string) => `${APP_ID}.draft ${place}`;

/** What was drafted in this tab of the browser and neither sent nor discarded. */
export function readDraft(place: string): Values {
  const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? '{}');
  const entries = Object.entries(stored ?? {}).filter((entry): entry is [string, string | null] => entry[1] === null || typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}

export function keepDraft(place: string, values: Values): void {
  if (Object.keys(values).length === 0) {
    sessionStorage.removeItem(keyOf(place));
  } else {
    sessionStorage.setItem(keyOf(place), JSON.stringify(values));
  }
}
