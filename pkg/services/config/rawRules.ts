import { MAX_CONFIG_TEXT } from '../../contract/configChanges';
import { invalidInput } from '../../domain/errors';
import type { IniOptions } from '../../domain/iniEdit';
import { readOptions } from '../../domain/iniEdit';
import { assertJailName, isScratchJail } from '../../domain/jailName';
import type { RuleContext } from './jailOptions';
import { repeatsItself } from './regexRules';
import { assertTime, needsCommands } from './values';

const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]|\r(?!\n)/u;
/** `action_mwl` and its like are what jail.conf makes actions of. */
const COMMANDS = /^(?:action|action_\w*|banaction\w*|ignorecommand|mta|bantime\.formula)$/;
const FILTER = /^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,63}|%\(__name__\)s)(?:\[[\w./:,@ ="%()-]*\])?$/;
/** Never part of an action; everything else that a jail says can be. */
const FREE: readonly string[] = ['failregex', 'ignoreregex', 'prefregex', 'datepattern', 'filter'];
const MEANS_NOTHING_TO_A_SHELL = /^(?:[\w\s./:,@+=*?[\]~%-]|%\([\w/-]+\)s)*$/;
const SERVER_OPTIONS: readonly string[] = ['loglevel', 'dbpurgeage', 'dbmaxmatches', 'allowipv6'];
const TRUE_OR_FALSE = /^(?:true|false|yes|no|on|off|1|0)$/i;
const OF_JAILS = /^jail\.|^paths-/;
const INCLUDED = /^[A-Za-z0-9][\w.-]*\.(?:conf|local)$/;

/** False for a text with characters that are blanks or ends of lines for Python and not for us, or the other way round. */
export const isReadAsWritten = (text: string): boolean => !UNREADABLE.test(text);

const EXPRESSIONS: readonly string[] = ['failregex', 'ignoreregex', 'prefregex', 'datepattern'];
/** A longer one is no expression of a person, and takes long to look through. */
const isQuick = (line: string): boolean => line.length <= 4096 && !repeatsItself(line);

const isOn = (lines: readonly string[] | undefined): boolean => lines !== undefined && !/^(?:false|no|off|0)$/i.test(lines[0] ?? '');

type Check = (lines: readonly string[], field: string) => void;

/** fail2ban joins the lines of a value before it reads it. */
function single(check: (line: string, field: string) => void): Check {
  return ([line = '', ...more], field) => {
    allow(more.length === 0, field, 'has one line');
    check(line, field);
  };
}

/** fail2ban takes other values for these without a word, and does something else with them. */
const SILENT: Readonly<Record<string, Check>> = {
  enabled: single((line, field) => allow(TRUE_OR_FALSE.test(line) || line.startsWith('%('), field, 'must be true or false')),
  usedns: single((line, field) => allow(/^(?:yes|warn|no|raw)$/.test(line) || line.startsWith('%('), field, 'must be yes, warn, no or raw')),
  maxlines: single((line, field) => allow(/^[1-9]\d{0,3}$/.test(line) || line.startsWith('%('), field, 'must be a whole number from 1 on')),
  filter: ([line = '', ...more], field) => allow(more.length === 0 && FILTER.test(line), field, 'must name a filter of filter.d, not a path'),
  dbpurgeage: single((line, field) => assertTime(field, line, false)),
  dbmaxmatches: single((line, field) => allow(/^\d{1,4}$/.test(line), field, 'must be a whole number')),
};

/** What a person may not write into a file even by hand; what fail2ban-client says of the rest is asked afterwards. */
export function assertRawEdit(path: string, before: string, after: string, paths: ReadonlySet<string>, { allowsCommands, packaged }: Pick<RuleContext, 'allowsCommands' | 'packaged'>): void {
  if (Buffer.byteLength(after) > MAX_CONFIG_TEXT || !isReadAsWritten(after)) {
    throw invalidInput('text', 'The text must have at most 256 kB, and no control characters but tabs and ends of lines.');
  }
  if (path.startsWith('action.d/') && !allowsCommands) {
    throw needsCommands('A file of action.d');
  }
  const [old, fresh] = [readOptions(before), readOptions(after)];
  for (const section of new Set([...old.keys(), ...fresh.keys()])) {
    if (isScratchJail(section)) {
      throw invalidInput('text', 'Names that begin with zz-scratch are kept for trials.');
    }
    if (!old.has(section) && section.includes(']')) {
      throw invalidInput('text', 'The name of a section must not hold "]": older Pythons take the first one for its end.');
    }
    if (OF_JAILS.test(path) && !old.has(section) && section !== 'DEFAULT' && section !== 'INCLUDES') {
      assertJailName(section, 'text');
    }
    const changed = changedOptions(section, old, fresh);
    if (OF_JAILS.test(path) && changed.includes('enabled') && isOn(fresh.get(section)?.get('enabled')) && section !== 'DEFAULT') {
      assertJailName(section, 'text');
    }
    for (const option of changed) {
      const known = old.get(section)?.get(option) ?? [];
      const isSlow = EXPRESSIONS.includes(option) && fresh.get(section)?.get(option)?.some((line) => !known.includes(line) && !packaged?.has(line) && !isQuick(line));
      allow(isSlow !== true, option, 'holds a repetition of a repetition, which can keep fail2ban busy for ever');
      assertOption(path, section, option, fresh.get(section)?.get(option) ?? null, paths, allowsCommands);
    }
  }
}

function assertOption(path: string, section: string, option: string, lines: readonly string[] | null, paths: ReadonlySet<string>, allowsCommands: boolean): void {
  const isServers = path.startsWith('fail2ban.');
  if (!allowsCommands && (COMMANDS.test(option) || (isServers && !SERVER_OPTIONS.includes(option)))) {
    throw needsCommands(`"${option}" in ${path}`);
  }
  if (lines === null) {
    return;
  }
  if (section === 'INCLUDES') {
    const folder = path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : '';
    const missing = lines.flatMap((line) => line.split(/\s+/)).filter((name) => name !== '' && !(INCLUDED.test(name) && (paths.has(`${folder}${name}`) || name.endsWith('.local'))));
    allow(missing.length === 0, option, `names ${missing[0]?.slice(0, 100)}, which is no file of the same folder`);
  }
  // fail2ban reads these of [DEFAULT] as well, as its parser puts that into each section.
  allow(section === 'INCLUDES' || (option !== 'before' && option !== 'after'), option, 'belongs into [INCLUDES]');
  SILENT[option]?.(lines, option);
  if (!allowsCommands && OF_JAILS.test(path) && !FREE.includes(option) && !lines.every((line) => MEANS_NOTHING_TO_A_SHELL.test(line))) {
    throw needsCommands(`"${option}" with such characters`);
  }
}

/** The options of a section that one text says otherwise than another. */
export function changedOptions(section: string, old: IniOptions, fresh: IniOptions): string[] {
  const [was, is] = [old.get(section), fresh.get(section)];
  const names = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  return [...names].filter((name) => JSON.stringify(was?.get(name)) !== JSON.stringify(is?.get(name)));
}

function allow(fits: boolean, field: string, rule: string): void {
  if (!fits) {
    throw invalidInput(field, `${field} ${rule}.`);
  }
}
