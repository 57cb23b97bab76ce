import type { CheckNotes } from './createCheckNotes';

const DAY = 86_400;
/** What was written within this time of the last look may have been read with it. */
const SLACK_SECONDS = 60;

type Reading = CheckNotes['reading'][string];

export interface ReadingFacts {
  /** How far fail2ban says that it has read: its first line and position. */
  firstLine: string | null;
  position: number;
  file: { size: number; modified: number };
}

/** What is remembered of a log file after a look at `now`. A position that stands still means something only once the file has grown behind it. */
export function nextReading(before: Reading | undefined, { firstLine, position, file }: ReadingFacts, now: number): Reading {
  const place = `${firstLine ?? ''} ${position}`;
  if (before?.position !== place) {
    return { position: place, since: now, grewAt: null };
  }
  const grew = file.size !== position && file.modified > before.since + SLACK_SECONDS;
  return grew ? { ...before, grewAt: before.grewAt ?? file.modified } : before;
}

/** It grew, and for a day nothing of it was read. */
export function isUnread({ grewAt }: Reading, now: number): boolean {
  return grewAt !== null && now - grewAt >= DAY;
}
