import { z } from 'zod';
import type { LogPosition, LogSource } from '../ports/logFollowerPort';

/** Where reading stands in a log. */
export interface Place {
  /** Of the log; null in what was kept before logs had names. */
  log: string | null;
  position: LogPosition;
}

/** fail2ban may write to a log again that it had left. */
const LOGS = 4;

const placesSchema = z.object({ places: z.array(z.object({ log: z.string().nullable(), position: z.string() })).readonly() });

/** What the archive keeps, the log that was read last at the end. A text that is not ours is the position in an unnamed log. */
export function readPlaces(text: string | null): readonly Place[] {
  if (text === null) {
    return [];
  }
  try {
    const found = placesSchema.safeParse(JSON.parse(text)).data;
    return found?.places ?? [{ log: null, position: text }];
  } catch {
    return [{ log: null, position: text }];
  }
}

export function writePlaces(places: readonly Place[]): string {
  return JSON.stringify({ places } satisfies z.infer<typeof placesSchema>);
}

/** There is one journal, whatever is read of it. */
export function logOf(source: LogSource): string {
  return source.kind === 'file' ? source.path : 'journal';
}

/** In a log that was never read, where the last one was left: it may be the same under another name. */
export function placeIn(places: readonly Place[], log: string): LogPosition | null {
  return (places.find((place) => place.log === log) ?? places.at(-1))?.position ?? null;
}

export function movedTo(places: readonly Place[], log: string, position: LogPosition): readonly Place[] {
  return [...places.filter((place) => place.log !== null && place.log !== log), { log, position }].slice(-LOGS);
}
