import type { ConfigDefaults, ConfigDefinition, ConfigDefinitionsResponse, ConfigJail, ConfigJailsResponse } from '../../contract/configReading';
import { BanguiError } from '../../domain/errors';
import type { ConfigReaderPort, DefinitionKind } from '../ports/configReaderPort';
import { harmlessOptions, withoutCommands, withoutWords } from './withoutCommands';

interface Reader {
  mayConfigure: boolean;
}

export type ConfigReading = ReturnType<typeof createConfigReading>;

/** fail2ban's configuration for people. Every method throws SURROUNDINGS_MISMATCH when it cannot be read here. */
export function createConfigReading({ reader }: { reader: ConfigReaderPort }) {
  let underWay: Promise<ConfigJailsResponse> | null = null;

  /** Reading every jail costs a third of a second: who asks meanwhile shares it. */
  function allJails(): Promise<ConfigJailsResponse> {
    underWay ??= reader.jails().finally(() => {
      underWay = null;
    });
    return underWay;
  }

  return {
    async jails({ mayConfigure }: Reader): Promise<ConfigJailsResponse> {
      const { jails, problems } = await allJails();
      return mayConfigure ? { jails, problems } : { jails: jails.map((jail) => ({ ...jail, problems: jail.problems.map(withoutWords) })), problems: problems.map(withoutWords) };
    },

    /** Throws JAIL_NOT_FOUND. */
    async jail(name: string, { mayConfigure }: Reader): Promise<ConfigJail> {
      const jail = await reader.jail(name);
      if (!jail) {
        throw new BanguiError('JAIL_NOT_FOUND', `No file of the configuration has a jail "${name}".`, { jail: name });
      }
      return mayConfigure ? { ...jail, withheld: false } : withoutCommands(jail);
    },

    async defaults({ mayConfigure }: Reader): Promise<ConfigDefaults> {
      const { options, problems } = await reader.defaults();
      return mayConfigure ? { options, problems, withheld: false } : { options: harmlessOptions(options), problems: problems.map(withoutWords), withheld: true };
    },

    async definitions(kind: DefinitionKind): Promise<ConfigDefinitionsResponse> {
      const [found, { jails: all }] = await Promise.all([reader.definitions(kind), allJails()]);
      return {
        definitions: found.map(({ name, files }) => ({
          name,
          files: files.map(owned),
          jails: usersIn(all, kind, name),
        })),
      };
    },

    /** The jails that use a filter or an action, enabled or not. */
    async usersOf(kind: DefinitionKind, name: string): Promise<string[]> {
      return usersIn((await reader.jails()).jails, kind, name);
    },

    /** Throws NOT_FOUND. */
    async definition(kind: DefinitionKind, name: string): Promise<ConfigDefinition> {
      const found = await reader.definition(kind, name);
      if (!found) {
        throw new BanguiError('NOT_FOUND', `The folder ${kind}.d has no ${kind} "${name}".`, { [kind]: name });
      }
      return { ...found, files: found.files.map(({ file, text }) => ({ ...owned(file), text })) };
    },
  };
}

function usersIn(jails: ConfigJailsResponse['jails'], kind: DefinitionKind, name: string): string[] {
  return jails.filter(({ filter, actions }) => (kind === 'filter' ? filter === name : actions.includes(name))).map((jail) => jail.name);
}

/** Packages bring `.conf` files; what ends in `.local` is left to the owner of the host. */
function owned(file: string) {
  return { file, owner: file.endsWith('.local') ? ('own' as const) : ('package' as const) };
}
