import { APP_ID } from '../../../constants';

/** A file at one moment; both are null while there is none. */
export interface FileState {
  text: string | null;
  digest: string | null;
}

/** A text that was typed, and what it was based on. */
export interface KeptText {
  base: FileState;
  edited: string;
}

const keyOf = (place: string) => `${APP_ID}.text ${place}`;

/** What was typed in this tab of the browser and neither sent nor dropped. */
export function readText(place: string): KeptText | null {
  const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? 'null');
  return isKept(stored) ? stored : null;
}

export function keepText(place: string, text: KeptText | null): void {
  try {
    sessionStorage.removeItem(keyOf(place));
    text && sessionStorage.setItem(keyOf(place), JSON.stringify(text));
  } catch {
    // The browser has no room: leaving the page still asks first.
  }
}

function isKept(value: unknown): value is KeptText {
  return typeof value === 'object' && value !== null && 'edited' in value && typeof value.edited === 'string' && 'base' in value && isState(value.base);
}

function isState(value: unknown): value is FileState {
  return typeof value === 'object' && value !== null && 'text' in value && 'digest' in value && [value.text, value.digest].every((each) => each === null || typeof each === 'string');
}
