import { invalidInput } from '../../domain/errors';
import type { SaidBefore } from './regexRules';
import { regexLine } from './regexRules';
import { assertIgnored, assertLine, assertTime, ENCODING, needsCommands } from './values';

export interface RuleContext {
  /** Whether fail2ban would find a filter of this name. */
  hasFilter(name: string): boolean;
  /** Whether a log file, or a pattern of log files, lies where logs of jails may lie. */
  isLogPlace(path: string): boolean;
  allowsCommands: boolean;
  /** Expressions of the package, as they are written there: some are worse than what would be let in from elsewhere, and people start from them. */
  packaged?: ReadonlySet<string>;
  said?: SaidBefore;
}

/** The lines to be written for a value; throws INVALID_INPUT, or FORBIDDEN. */
export type OptionRule = (lines: readonly string[], field: string, context: RuleContext) => readonly string[];

const FILTER = /^([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?:\[(.*)\])?$/;
/** Where paths-*.conf says that logs are: of other options the text could be anything. */
const LOG_REFERENCE = /^%\((?:syslog_[a-z0-9]+|[a-z0-9_]+_log)\)s$/;

function one(check: (line: string, field: string, context: RuleContext) => void): OptionRule {
  return (lines, field, context) => {
    const [line = '', ...more] = lines;
    if (more.length > 0) {
      throw invalidInput(field, `${field} has one line.`);
    }
    assertLine(field, line);
    check(line, field, context);
    return [line];
  };
}

const matching = (shape: RegExp, what: string): OptionRule =>
  one((line, field) => {
    if (!shape.test(line)) {
      throw invalidInput(field, `${field} must be ${what}.`);
    }
  });
const choice = (...words: string[]) => matching(new RegExp(`^(?:${words.join('|')})$`), `one of ${words.join(', ')}`);
export const whole = (from: number, to: number): OptionRule =>
  one((line, field) => {
    if (!/^\d{1,7}$/.test(line) || Number(line) < from || Number(line) > to) {
      throw invalidInput(field, `${field} must be a whole number of ${from} to ${to}.`);
    }
  });
const time = (allowsForEver = false): OptionRule => one((line, field) => assertTime(field, line, allowsForEver));
/** A program takes what begins with a hyphen for an option. */
const mail = matching(/^[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][\w.-]*$/, 'a mail address that begins with a letter or digit');
const flag = choice('true', 'false');

export const regexes =
  (needsHost: boolean): OptionRule =>
  (lines, field, { packaged, said }) =>
    lines.map((line) => regexLine(field, line, needsHost, packaged, said));

export const command: OptionRule = (lines, field, { allowsCommands }) => {
  if (!allowsCommands) {
    throw needsCommands(field);
  }
  lines.forEach((line) => assertLine(field, line));
  return lines;
};

const filter = one((line, field, { hasFilter }) => {
  const [, name, options = ''] = FILTER.exec(line) ?? [];
  if (name === undefined || !hasFilter(name)) {
    throw invalidInput(field, `${field} must name a filter of filter.d, with options in brackets where it takes some.`);
  }
  const isClean = options === '' || options.split(',').every((option) => /^\s*\w+=(?:"[\w./:@ -]*"|[\w./:@-]*)\s*$/.test(option));
  if (!isClean) {
    throw invalidInput(field, `${field}: options in brackets read name=value, and values have letters, digits and ./:@- only.`);
  }
});

const logPath: OptionRule = (lines, field, { isLogPlace }) =>
  lines.map((line) => {
    assertLine(field, line);
    const [, file = line, end] = /^(\S+)(?: (head|tail))?$/.exec(line) ?? [];
    const isReference = LOG_REFERENCE.test(file) && end === undefined;
    if (!isReference && (!/^\/[\w./*?@:+=~-]+$/.test(file) || /(^|\/)\.\.?(\/|$)/.test(file) || !isLogPlace(file))) {
      throw invalidInput(field, `${field}: each line is the absolute path of a log file below /var/log, or where other jails have theirs, without blanks; "head" or "tail" may follow.`);
    }
    return line;
  });

const addresses: OptionRule = (lines, field) =>
  lines.map((line) => {
    assertLine(field, line);
    line.split(/[\s,]+/).forEach((text) => assertIgnored(field, text));
    return line;
  });

/** What may be said of a jail. */
export const JAIL_OPTIONS: Readonly<Record<string, OptionRule>> = {
  enabled: flag,
  bantime: time(true),
  findtime: time(),
  maxretry: whole(1, 100_000),
  maxmatches: whole(0, 100_000),
  maxlines: whole(1, 1000),
  'bantime.increment': flag,
  'bantime.maxtime': time(),
  'bantime.rndtime': time(),
  'bantime.overalljails': flag,
  'bantime.factor': matching(/^\d{1,6}(\.\d{1,3})?$/, 'a number'),
  'bantime.multipliers': matching(/^\d{1,6}( \d{1,6}){0,31}$/, 'whole numbers with blanks between them'),
  'bantime.formula': command,
  backend: matching(/^(?:auto|pyinotify|polling|systemd|%\(\w+_backend\)s)$/, 'auto, pyinotify, polling or systemd'),
  usedns: choice('yes', 'warn', 'no', 'raw'),
  mode: matching(/^\w{1,32}$/, 'a word'),
  port: matching(/^[a-z0-9][a-z0-9:,-]*(?:, ?[a-z0-9:-]+)*$/i, 'ports or names of services with commas between them'),
  protocol: matching(/^[a-z]{2,8}(?:,[a-z]{2,8})*$/, 'names of protocols'),
  chain: matching(/^[A-Za-z0-9][\w-]{0,28}$/, 'the name of a chain'),
  destemail: mail,
  sender: mail,
  logencoding: matching(ENCODING, 'the name of an encoding of text, such as utf-8 or latin-1, or auto'),
  logtimezone: matching(/^[A-Za-z0-9:+-]{1,16}$/, 'a zone such as UTC+0200'),
  ignoreself: flag,
  ignoreip: addresses,
  ignorecommand: command,
  filter,
  logpath: logPath,
  journalmatch: matching(/^[\w.@+=:/*-]+(?: [\w.@+=:/*-]+)*$/, 'matches of journalctl'),
  failregex: regexes(true),
  ignoreregex: regexes(false),
  banaction: command,
  banaction_allports: command,
  action: command,
};

