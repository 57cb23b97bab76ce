import type { ConfigStream, JailStream } from '../../domain/configStream';
import { rootCommandsOf, sameJail, valuesOf } from '../../domain/configStream';
import { invalidInput } from '../../domain/errors';
import { readOptions } from '../../domain/iniEdit';
import { isScratchJail } from '../../domain/jailName';
import type { ConfigPlan } from './ConfigPlan';
import { isDatePattern } from './filterOptions';
import { changedOptions } from './rawRules';
import { assertIgnored, assertTime, ENCODING, needsCommands } from './values';

/** A jail for which fail2ban would be told something else than before; null: it is not enabled. */
export interface ChangedJail {
  name: string;
  before: JailStream | null;
  after: JailStream | null;
}

const NUMBERS: Readonly<Record<string, RegExp>> = { 'bantime.factor': /^\d{1,6}(\.\d{1,3})?$/, 'bantime.multipliers': /^\d{1,6}( \d{1,6}){0,31}$/, usedns: /^(?:yes|warn|no|raw)$/, maxlines: /^[1-9]\d{0,3}$/, logencoding: ENCODING };
const TIMES = ['bantime', 'findtime', 'bantime.maxtime', 'bantime.rndtime'];

/** The jails that a change concerns, found by what fail2ban-client would send with and without it. `before` null: it cannot be read as it is. */
export function changedJails(before: ConfigStream | null, after: ConfigStream): ChangedJail[] {
  const names = [...new Set([...(before?.jails.keys() ?? []), ...after.jails.keys()])].filter((name) => !isScratchJail(name)).sort();
  const pairs = names.map((name): ChangedJail => ({ name, before: before?.jails.get(name) ?? null, after: after.jails.get(name) ?? null }));
  return pairs.filter((pair) => !(pair.before && pair.after && sameJail(pair.before, pair.after)));
}

/** The same where the configuration cannot be read without the change: as far as the file says. Of one that is not of single jails, every jail. */
export function jailsOfFile({ path, before, text }: Pick<ConfigPlan, 'path' | 'before' | 'text'>, after: ConfigStream): ChangedJail[] {
  const [old, fresh] = [readOptions(before?.text ?? ''), readOptions(text ?? '')];
  const changed = [...new Set([...old.keys(), ...fresh.keys()])].filter((section) => changedOptions(section, old, fresh).length > 0);
  if (!path.startsWith('jail.') || changed.includes('DEFAULT') || changed.includes('INCLUDES')) {
    return changedJails(null, after);
  }
  return changed.filter((name) => !isScratchJail(name)).sort().map((name) => ({ name, before: null, after: after.jails.get(name) ?? null }));
}

/**
 * What fail2ban would take from this jail without a word of protest: values that it evaluates as Python, programs that it runs as root, and what
 * leaves a jail without eyes. Only what differs from before is judged. Throws INVALID_INPUT, or FORBIDDEN.
 */
export function assertHarmless({ before, after, name }: ChangedJail, isChecked: boolean, allowsCommands: boolean): void {
  if (!after) {
    return;
  }
  const fresh = (key: string) => differing(before, after, key);
  for (const key of TIMES) {
    fresh(key).forEach((text) => assertTime(key, text, key === 'bantime'));
  }
  for (const [key, shape] of Object.entries(NUMBERS)) {
    const wrong = fresh(key).find((text) => !shape.test(text));
    if (wrong !== undefined) {
      throw invalidInput(key, `${key} cannot be "${wrong.slice(0, 100)}".`);
    }
  }
  const pattern = fresh('datepattern').find((text) => !text.split('\n').every(isDatePattern));
  if (pattern !== undefined) {
    throw invalidInput('datepattern', `fail2ban would find no time with the datepattern "${pattern.slice(0, 100)}".`);
  }
  fresh('addignoreip').forEach((text) => text !== '' && assertIgnored('ignoreip', text));
  if (!allowsCommands && (fresh('bantime.formula').length > 0 || fresh('ignorecommand').some((text) => text !== '') || (!isChecked && rootCommandsOf(after) !== (before ? rootCommandsOf(before) : '[]')))) {
    throw needsCommands(`What this changes of ${name}`);
  }
  assertSees(before, after);
  if (!isChecked && valuesOf(after, 'addaction').length === 0 && (!before || valuesOf(before, 'addaction').length > 0)) {
    throw invalidInput('action', `${name} would ban nobody: it has no action.`);
  }
}

function assertSees(before: JailStream | null, after: JailStream): void {
  const lost = (...keys: string[]) => keys.every((key) => valuesOf(after, key).length === 0) && (!before || keys.some((key) => valuesOf(before, key).length > 0));
  if (lost('addfailregex')) {
    throw invalidInput('failregex', `${after.name} would have no expression to find failures with.`);
  }
  const [place, field] = after.backend === 'systemd' ? ['addjournalmatch', 'journalmatch'] : ['addlogpath', 'logpath'];
  if (lost(place)) {
    throw invalidInput(field, `${after.name} would watch nothing: it has no ${field === 'logpath' ? 'log file that exists' : 'matches of the journal'}.`);
  }
}

function differing(before: JailStream | null, after: JailStream, key: string): string[] {
  const known = before ? valuesOf(before, key) : [];
  return valuesOf(after, key).filter((value) => !known.includes(value));
}

/** Log files that a jail did not read before. */
export function newLogFiles({ before, after }: ChangedJail): string[] {
  return after ? differing(before, after, 'addlogpath') : [];
}

/** Expressions that a jail did not use before, those of times among them. */
export function newExpressions({ before, after }: ChangedJail): string[] {
  return after ? ['addfailregex', 'addignoreregex', 'prefregex', 'datepattern'].flatMap((key) => differing(before, after, key)) : [];
}
