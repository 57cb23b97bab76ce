import type { ConfigSource } from './ConfigSource';
import type { Dialect } from './dialect';
import { createConfigLoader } from './ini/createConfigLoader';
import { KNOWN } from './ini/mergedConfig';
import type { ReadJail } from './jails/readJail';
import { readJail } from './jails/readJail';
import { jailCommands } from './jails/jailCommands';
import { ReadError } from './python/ReadError';
import type { Command } from './python/pythonValue';
import { serverCommands } from './serverCommands';

/** The commands that `fail2ban-client -d` prints for the enabled jails. Throws ReadError where it prints none. */
export async function readStream(source: ConfigSource, dialect: Dialect): Promise<Command[]> {
  const loader = createConfigLoader({ source, dialect });
  const [server, jail] = [await loader.load('fail2ban'), await loader.load('jail')];
  for (const [name, { found }] of [['fail2ban', server], ['jails', jail]] as const) {
    if (!found && dialect.since111) {
      throw new ReadError('LookupError', `Read ${name} configuration failed.`);
    }
  }
  const general = serverCommands(server.config);
  const jails: ReadJail[] = [];
  for (const name of [...jail.config.sections.keys()].filter(isJailSection)) {
    const read = await readJail(jail.config, name, { loader, dialect });
    (read.enabled || read.skipped) && jails.push(read);
  }
  const commands: Command[] = [];
  const starts: Command[] = [];
  for (const read of jails) {
    const made = await jailCommands(read, source, dialect);
    commands.push(...made.commands);
    made.starts && starts.push(['start', read.name]);
  }
  return [...general, ...commands, ...starts];
}

/** Every section is a jail but what includes files, and what was there before an override. */
export function isJailSection(name: string): boolean {
  return name !== 'INCLUDES' && !name.startsWith(KNOWN);
}
