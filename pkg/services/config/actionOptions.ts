import { invalidInput } from '../../domain/errors';
import type { OptionRule } from './jailOptions';
import { whole } from './jailOptions';
import { assertLine, escapedPercent } from './values';

const PARAMETER = /^_?[a-z0-9][a-z0-9_]{0,62}$/;
/** fail2ban reads these in any section for files to include. */
const INCLUDES: readonly string[] = ['before', 'after'];
const COMMANDS: readonly string[] = ['actionstart', 'actionstop', 'actionflush', 'actionreload', 'actioncheck', 'actionrepair', 'actionban', 'actionprolong', 'actionreban', 'actionunban'];

/** What a shell is given; `%` is meant as it stands there, but in `%(name)s`. */
const shell: OptionRule = (lines, field) =>
  lines.map((line) => {
    if (/\s;/.test(line)) {
      throw invalidInput(field, `${field}: fail2ban takes a ";" behind a blank for the beginning of a comment. Write it right behind the word before it.`);
    }
    assertLine(field, line);
    return escapedPercent(line);
  });

const flag: OptionRule = (lines, field) => {
  const [line = '', ...more] = lines;
  if (more.length > 0 || !/^(?:true|false|yes|no|on|off|1|0)$/.test(line)) {
    throw invalidInput(field, `${field} must be true or false.`);
  }
  return [line];
};

const RULES: Readonly<Record<string, OptionRule>> = { actionstart_on_demand: flag, actionrepair_on_unban: flag, norestored: flag, timeout: whole(1, 3600) };

/** How an option of an action is checked: one that fail2ban knows, or a parameter, which may have any name that a tag can have. */
export function actionRule(option: string): OptionRule | undefined {
  if (Object.hasOwn(RULES, option)) {
    return RULES[option];
  }
  return PARAMETER.test(option) && !INCLUDES.includes(option) ? shell : undefined;
}

/** Whether fail2ban reads it of [Definition]; all others are parameters, which [Init] is for. */
export function isOfDefinition(option: string): boolean {
  return COMMANDS.includes(option) || (Object.hasOwn(RULES, option) && option !== 'timeout');
}
