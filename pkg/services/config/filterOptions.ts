import { invalidInput } from '../../domain/errors';
import type { OptionRule } from './jailOptions';
import { JAIL_OPTIONS, regexes, whole } from './jailOptions';
import { repeatsItself } from './regexRules';
import { assertLine, escapedPercent } from './values';

const DIRECTIVES = /%(?:Ex[A-Za-z]|[aAbBdHIjmMpSsfyYzZklGgVuwWU%])/g;
const OTHER_PATTERNS = /EPOCH|TAI64N|\{NONE\}|\{UNB\}|LN-BEG|\{\^|\{\*/;

/** fail2ban accepts any pattern, and finds no time with a wrong one. */
const datePattern: OptionRule = ([line = '', ...more], field) => {
  assertLine(field, line);
  if (more.length > 0 || !isDatePattern(line)) {
    throw invalidInput(field, `${field} must be made of the directives of strptime, such as %Y-%m-%d %H:%M:%S, or be EPOCH, TAI64N or {NONE}.`);
  }
  if (repeatsItself(line)) {
    throw invalidInput(field, `${field}: a repetition of a repetition such as (a+)+ can keep fail2ban busy for ever with one line.`);
  }
  return [escapedPercent(line)];
};

/** True for one that fail2ban can find times with. */
export function isDatePattern(line: string): boolean {
  return !line.replace(DIRECTIVES, '').includes('%') && (line.includes('%') || OTHER_PATTERNS.test(line));
}

/** What may be said of a filter. */
export const FILTER_OPTIONS: Readonly<Record<string, OptionRule>> = {
  failregex: regexes(true),
  ignoreregex: regexes(false),
  prefregex: (lines, field, context) => (lines.length > 1 ? oneLine(field) : regexes(false)(lines, field, context)),
  datepattern: datePattern,
  maxlines: whole(1, 1000),
  ...(JAIL_OPTIONS.journalmatch && { journalmatch: JAIL_OPTIONS.journalmatch }),
};

function oneLine(field: string): never {
  throw invalidInput(field, `${field} has one line.`);
}
