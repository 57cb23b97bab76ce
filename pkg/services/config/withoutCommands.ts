import type { ConfigJail, ConfigOption, ConfigProblem } from '../../contract/configReading';

/** Options that are commands, or hold what is handed to them: keys of web services, mail addresses. */
const OF_COMMANDS = new Set(['action', 'ignorecommand']);

const WITHHELD = 'This cannot be read. Who may configure sees why.';
/** Only what fail2ban itself reads and runs nothing by. */
export function harmlessOptions<T extends ConfigOption>(options: readonly T[]): T[] {
  return options.filter(({ name, isKnown }) => isKnown && !OF_COMMANDS.has(name));
}

/** A jail for who may not configure: only options that fail2ban itself reads and that run nothing, and actions by name. */
export function withoutCommands(jail: Omit<ConfigJail, 'withheld'>): ConfigJail {
  return {
    ...jail,
    options: harmlessOptions(jail.options).map((option) => ({ ...option, problem: option.problem === null ? null : WITHHELD })),
    actions: jail.actions.map((action) => ({ ...action, options: [] })),
    problems: jail.problems.map(withoutWords),
    withheld: true,
  };
}

/** fail2ban's words quote what is wrong, which may be a command. */
export function withoutWords(problem: ConfigProblem): ConfigProblem {
  return { ...problem, message: WITHHELD };
}
