import type { ConfigFilterUse } from '../../../contract/configReading';
import type { Command, PythonValue } from '../python/pythonValue';
import { repr } from '../python/pythonValue';
import type { Showing } from './showing';
import type { InspectedJail } from './inspectJail';

/** What the server would search with: the filter's options under those that the jail sets itself. */
export function filterUse({ read, commands }: InspectedJail, showing: Showing): ConfigFilterUse | null {
  if (!read?.filter || commands.length === 0) {
    return null;
  }
  const last = (option: string) => ofOption(commands, option).at(-1)?.[0];
  const texts = (option: string) => ofOption(commands, option).flat(2).map(asString);
  const maxLines = last('maxlines');
  return {
    name: read.filter.name,
    files: showing.allShown(read.filter.definition.config.files),
    failRegexes: texts('addfailregex'),
    ignoreRegexes: texts('addignoreregex'),
    prefRegex: nullable(last('prefregex')),
    datePattern: nullable(last('datepattern')),
    maxLines: typeof maxLines === 'number' ? maxLines : null,
    journalMatches: ofOption(commands, 'addjournalmatch').map((words) => words.map(asString).join(' ')),
  };
}

/** What follows `set JAIL option` or `multi-set JAIL option` in each such command. */
function ofOption(commands: readonly Command[], option: string): Command[] {
  return commands.filter(([word, , name]) => (word === 'set' || word === 'multi-set') && name === option).map((command) => command.slice(3));
}

function asString(value: PythonValue | undefined): string {
  return typeof value === 'string' ? value : repr(value ?? null);
}

function nullable(value: PythonValue | undefined): string | null {
  return value === undefined || value === null ? null : asString(value);
}
