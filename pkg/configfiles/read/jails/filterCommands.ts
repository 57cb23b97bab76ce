import type { Dialect } from '../dialect';
import { shellWords } from '../python/shellWords';
import type { Command, Scalar } from '../python/pythonValue';
import { toText } from '../python/pythonValue';

const AT_FIRST = new Set(['usedns', 'maxlines', 'prefregex']);

/** Puts into `commands` what sets these options of the filter, in fail2ban's order. Throws ValueError for a journal match with an open quote. */
export function addFilterCommands(commands: Command[], options: ReadonlyMap<string, Scalar>, jail: string, { since111 }: Dialect): void {
  // Up to 1.1.0 the test was `opt in ('datepattern')`, which any part of that word passes.
  const isDatePattern = (option: string) => (since111 ? option === 'datepattern' : 'datepattern'.includes(option));
  let first = 0;
  for (const [option, value] of options) {
    if (value === null) {
      continue;
    }
    if (option === 'failregex' || option === 'ignoreregex') {
      const regexes = toText(value).split('\n').filter((regex) => regex !== '');
      if (regexes.length > 0) {
        commands.push(regexes.length > 1 ? ['multi-set', jail, `add${option}`, regexes] : ['set', jail, `add${option}`, ...regexes]);
      }
    } else if (AT_FIRST.has(option)) {
      commands.splice(option === 'usedns' ? 0 : first, 0, ['set', jail, option, value]);
      first += 1;
    } else if (isDatePattern(option)) {
      commands.push(['set', jail, option, value]);
    } else if (option === 'journalmatch') {
      for (const match of toText(value).split('\n').filter((line) => line !== '')) {
        commands.push(['set', jail, 'addjournalmatch', ...shellWords(match)]);
      }
    }
  }
}
