import { readFile, stat } from 'node:fs/promises';
import type { Target } from '../createTarget';
import type { Check } from './check';
import { bad, good, reasonOf, unknown } from './check';

export interface ClockCheckOptions {
  target: Target;
  logFile: string;
  /** The zone that the sidecar reads fail2ban's times in. */
  timeZone: string;
}

const NAME = 'clock and zone';
const TOLERATED_SECONDS = 120;

/** fail2ban writes local times without naming the zone: its last log line and the moment it was written tell which one it is. */
export async function clockCheck({ target, logFile, timeZone }: ClockCheckOptions): Promise<Check> {
  if (!logFile.startsWith('/')) {
    return unknown(NAME, 'cannot be told without a log file', `Make sure that fail2ban runs in ${timeZone}, or set BANGUI_FAIL2BAN_TZ in /etc/default/bangui.`);
  }
  try {
    const file = await target.locate(logFile);
    const written = (await stat(file)).mtime;
    const last = [...(await readFile(file, 'utf8')).matchAll(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ /gm)].at(-1)?.[1];
    if (last === undefined) {
      return unknown(NAME, 'the log has no line yet', `Make sure that fail2ban runs in ${timeZone}.`);
    }
    const expected = wallTime(written, timeZone);
    const apart = Math.round(Math.abs(Date.parse(`${last}Z`) - Date.parse(`${expected}Z`)) / 1000);
    return apart <= TOLERATED_SECONDS
      ? good(NAME, `${timeZone}, as in fail2ban's log`)
      : bad(NAME, `fail2ban wrote ${last} when it was ${expected} in ${timeZone}`, 'Set BANGUI_FAIL2BAN_TZ in /etc/default/bangui to the zone fail2ban runs in, restart the sidecar.');
  } catch (error) {
    return unknown(NAME, reasonOf(error), 'Make the log readable and try again.');
  }
}

function wallTime(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(moment);
}
