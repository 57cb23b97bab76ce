import type { ConfigProblem } from '../../../contract/configReading';
import type { ConfigSource } from '../ConfigSource';
import type { Dialect } from '../dialect';
import type { ConfigLoader } from '../ini/createConfigLoader';
import type { MergedConfig } from '../ini/mergedConfig';
import { withOwnSection } from '../ini/mergedConfig';
import { rawOption } from '../ini/interpolate';
import { placeOf } from '../ini/section';
import { jailCommands } from '../jails/jailCommands';
import type { ReadJail } from '../jails/readJail';
import { readJail } from '../jails/readJail';
import type { Command } from '../python/pythonValue';
import { problem, problemOf } from './jailProblems';
import type { Showing } from './showing';

export interface InspectDeps {
  /** For filters and actions. */
  loader: ConfigLoader;
  source: ConfigSource;
  dialect: Dialect;
  showing: Showing;
}

export interface InspectedJail {
  name: string;
  enabled: boolean;
  isBroken: boolean;
  /** With what the filter has brought in as `known/...`. */
  config: MergedConfig;
  /** Null when it cannot be read at all. */
  read: ReadJail | null;
  /** What the server would be told; none of a jail that cannot be read. */
  commands: Command[];
  problems: ConfigProblem[];
}

/** Reads a jail as if it were enabled, and gathers what stands against it instead of throwing. */
export async function inspectJail(merged: MergedConfig, name: string, deps: InspectDeps): Promise<InspectedJail> {
  const { loader, source, dialect, showing } = deps;
  const config = withOwnSection(merged, name);
  const jail: InspectedJail = { name, enabled: false, isBroken: false, config, read: null, commands: [], problems: [] };
  // What fail2ban asks of every jail, enabled or not: here an error stops all of them.
  try {
    jail.enabled = (await readJail(config, name, { loader, dialect, asked: 'first' })).enabled;
  } catch (error) {
    return { ...jail, isBroken: true, problems: [problemOf(error, 'everything', showing)] };
  }
  const effect = (ofEnabled: ConfigProblem['effect']) => (jail.enabled ? ofEnabled : 'when_enabled');
  try {
    jail.read = await readJail(config, name, { loader, dialect, asked: 'all' });
    const { commands, missingLogs, starts } = await jailCommands(jail.read, source, dialect);
    if (jail.read.skipped) {
      jail.problems.push(problemOf(jail.read.skipped, effect('jail'), showing));
    }
    jail.commands = starts ? commands : [];
    if (missingLogs !== null && jail.enabled) {
      jail.problems.push(problem(missingLogs, placeOf(rawOption(config, name, 'logpath')), starts ? 'everything' : 'jail', showing));
    }
    jail.problems.push(...refusedNumbers(jail.read, config, effect('start'), showing));
  } catch (error) {
    jail.problems.push(problemOf(error, effect('everything'), showing));
  }
  jail.isBroken = jail.problems.length > 0;
  return jail;
}

/** A number that is none is sent as nothing, which the server refuses. */
function refusedNumbers({ name, options }: ReadJail, config: MergedConfig, effect: ConfigProblem['effect'], showing: Showing): ConfigProblem[] {
  return ['maxretry', 'maxmatches'].flatMap((option) => {
    if (options.get(option) !== null) {
      return [];
    }
    return [problem(`Wrong value for '${option}' in '${name}': it must be a whole number`, placeOf(rawOption(config, name, option)), effect, showing)];
  });
}
