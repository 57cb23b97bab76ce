import type { FilterTrial } from '../ports/filterProgramPort';

/** What services write of a failed login, whatever the service. */
const FAILED_LOGIN =
  /authentication fail|auth(?:entication)? (?:failed|error)|failed (?:password|login|auth|publickey)|login (?:failed|incorrect)|invalid (?:user|login|password|credentials)|password (?:mismatch|incorrect|wrong)|wrong password|bad password|no such user|user .{1,64} not found/i;
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}\b/i;
/** Fewer may belong to something else. */
const LEAST_LOOKALIKES = 5;

export interface TrialFacts {
  file: string;
  /** Of the last lines of the log; null when the filter could not be tried. */
  trial: FilterTrial | null;
  /** Lines that once led to bans of this jail, tried anew; null when there are none or they could not be tried. */
  former: FilterTrial | null;
  lookalikes: number;
  /** Another jail that reads the same file recognises something: what looks like a failure may be its own. Null when it could not be tried. */
  sharedWithAnother: boolean | null;
}

export function countLookalikes(lines: readonly string[]): number {
  return lines.filter((line) => FAILED_LOGIN.test(line) && ADDRESS.test(line)).length;
}

/**
 * Evidence that a filter recognises nothing though it should. A quiet log proves nothing: either the filter no longer recognises
 * what it once did, or the log holds what looks like failed logins.
 */
export function judgeTrial({ file, trial, former, lookalikes, sharedWithAnother }: TrialFacts): string | null {
  if (trial === null || trial.lines === 0 || trial.recognised > 0) {
    return null;
  }
  const nothing = `Its filter recognises nothing in the last 1,000 lines of ${file}`;
  if (former !== null && former.lines > 0 && former.recognised === 0) {
    return `${nothing}, and no longer the lines that led to its bans before.`;
  }
  return lookalikes >= LEAST_LOOKALIKES && sharedWithAnother === false ? `${nothing}, among which there are failed logins.` : null;
}
