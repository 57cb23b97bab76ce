import type { Dialect } from '../dialect';
import { ReadError } from '../python/ReadError';
import { SPACE, strip, WORD } from '../../../domain/pythonText';
import type { Scalar } from '../python/pythonValue';
import { repr } from '../python/pythonValue';

const NAME_CHARS = `[${WORD}\\-.]+`;
const WITH_BRACKETS = new RegExp(`^([^\\[]+)(?:\\[(.*)\\])?[${SPACE}]*$`, 's');

/** The pattern of an option's name in brackets; for patterns with the flag u. */
export function optionName({ since111 }: Dialect): string {
  return since111 ? `${NAME_CHARS}(?:\\?${NAME_CHARS}=${NAME_CHARS})?` : NAME_CHARS;
}

/** `name[option="value", other=value]` of a filter or an action. Throws ValueError in fail2ban's words. */
export function extractOptions(text: string, dialect: Dialect): { name: string; options: Map<string, Scalar> } {
  const [, name, inside] = WITH_BRACKETS.exec(text) ?? [];
  if (name === undefined) {
    throw new ReadError('ValueError', 'unexpected option syntax');
  }
  const options = new Map<string, Scalar>();
  for (const found of inside ? inside.matchAll(optionPattern(dialect)) : []) {
    const [, option, double, single, bare, afterOption, noOption] = found;
    if (afterOption !== undefined) {
      throw new ReadError('ValueError', `unexpected syntax at ${found.indices?.[5]?.[0]} after option ${option === undefined ? 'None' : repr(option)}: ${afterOption.slice(0, 25)}`);
    }
    if (noOption !== undefined) {
      throw new ReadError('ValueError', `expected option, wrong syntax at ${found.indices?.[6]?.[0]}: ${noOption.slice(0, 25)}`);
    }
    if (option !== undefined) {
      options.set(strip(option), strip(double ?? single ?? bare ?? ''));
    }
  }
  return { name, options };
}

function optionPattern(dialect: Dialect): RegExp {
  const end = '(?=\\n?$)';
  const value = `(?:"([^"]*)"|'([^']*)'|([^,\\]]*))`;
  return new RegExp(`[${SPACE}]*(${optionName(dialect)})=${value}(?:,|\\][${SPACE}]*\\[|${end}|(.+))|,?[${SPACE}]*${end}|(.+)`, 'dgsu');
}
