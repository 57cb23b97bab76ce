import type { GivenOptions } from '../../contract/configChanges';
import { invalidInput } from '../../domain/errors';
import type { OptionRule, RuleContext } from './jailOptions';
import { command } from './jailOptions';

type RuleOf = (option: string) => OptionRule | undefined;

export const ruleIn =
  (rules: Readonly<Record<string, OptionRule>>): RuleOf =>
  (option) =>
    Object.hasOwn(rules, option) ? rules[option] : undefined;

/** The lines to be written for each option, null to take it out. Throws INVALID_INPUT, or FORBIDDEN. */
export function ruled(options: GivenOptions, ruleOf: RuleOf, context: RuleContext): Record<string, readonly string[] | null> {
  if (Object.keys(options).length === 0) {
    throw invalidInput('options', 'No option is named.');
  }
  return Object.fromEntries(
    Object.entries(options).map(([option, value]) => {
      const rule = ruleOf(option);
      if (!rule) {
        throw invalidInput(option.slice(0, 64), `"${option.slice(0, 64)}" is no option that can be set here. The file editor takes others.`);
      }
      if (value === null) {
        if (rule === command) {
          // What counts instead is run as root as well.
          command([], option, context);
        }
        return [option, null];
      }
      return [option, rule(typeof value === 'string' ? [value] : value, option, context)];
    })
  );
}
