import { FILTER_OPTIONS } from '../definitions/optionTypes';
import type { Dialect } from '../dialect';
import type { ConfigSource } from '../ConfigSource';
import { SPACE, strip } from '../../../domain/pythonText';
import type { Command } from '../python/pythonValue';
import { toText } from '../python/pythonValue';
import { actionCommands } from './actionCommands';
import { addFilterCommands } from './filterCommands';
import { globFiles } from './globFiles';
import type { ReadJail } from './readJail';

const SPACE_OR_COMMA = new RegExp(`[${SPACE},]+`);
const UNSENT = new Set(['action', 'filter', 'enabled', 'backend', 'skip_if_nologs', 'systemd_if_nologs', ...FILTER_OPTIONS.keys()]);

export interface JailCommands {
  commands: Command[];
  /** Why fail2ban would refuse to start with it, or leave it out: none of its log files is there. Null also where it reads the journal instead. */
  missingLogs: string | null;
  /** False: fail2ban leaves the jail out. */
  starts: boolean;
}

/** What sets up a jail but its start, as `fail2ban-client -d` prints it. Throws ReadError for what makes fail2ban refuse everything. */
export async function jailCommands({ name, options, filter, actions, skipped }: ReadJail, source: ConfigSource, dialect: Dialect): Promise<JailCommands> {
  if (skipped) {
    return { commands: [['config-error', `Jail '${name}' skipped, because of wrong configuration: ${skipped.message}`]], missingLogs: null, starts: false };
  }
  const commands: Command[] = [];
  if (filter) {
    addFilterCommands(commands, filter.definition.combined(), name, dialect);
  }
  addFilterCommands(commands, options, name, dialect);
  const logs: Command[] = [];
  let backend = toText(options.get('backend') ?? 'auto');
  let missingLogs: string | null = null;
  for (const [option, value] of options) {
    if (option === 'logpath') {
      if (backend.startsWith('systemd')) {
        continue;
      }
      for (const row of toText(value).split('\n')) {
        const blank = row.lastIndexOf(' ');
        const [pattern, from] = blank === -1 ? [row, 'head'] : [row.slice(0, blank), row.slice(blank + 1)];
        logs.push(...(await globFiles(pattern, source)).map((file) => ['set', name, 'addlogpath', file, from]));
      }
      if (logs.length > 0) {
        continue;
      }
      if (dialect.since111 && backend.startsWith('auto') && options.get('systemd_if_nologs') === true && options.get('journalmatch') !== undefined) {
        backend = 'systemd';
        continue;
      }
      missingLogs = dialect.since111 ? `Have not found any log file for '${name}' jail.` : `Have not found any log file for ${name} jail`;
      if (options.get('skip_if_nologs') === true) {
        return { commands: [['config-error', `Jail '${name}' skipped, because of missing log files.`]], missingLogs, starts: false };
      }
    } else if (option === 'ignoreip') {
      commands.push(['set', name, 'addignoreip', ...words(toText(value), dialect)]);
    } else if (!UNSENT.has(option)) {
      commands.push(['set', name, option, value]);
    }
  }
  commands.push(...logs, ...actions.flatMap((action) => actionCommands(action, name, dialect)));
  return { commands: [['add', name, backend], ...commands], missingLogs, starts: true };
}

function words(text: string, { since110 }: Dialect): string[] {
  return text.split(since110 ? SPACE_OR_COMMA : /[ ,\n]+/).map(strip).filter((word) => word !== '');
}
