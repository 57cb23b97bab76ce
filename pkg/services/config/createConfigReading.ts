import type { ConfigDefinition, ConfigDefinitionsResponse, ConfigJail, ConfigJailsResponse } from '../../contract/configReading';
import { BanguiError } from '../../domain/errors';
import type { ConfigReaderPort, DefinitionKind } from '../ports/configReaderPort';
import { withoutCommands, withoutWords } from './withoutCommands';

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

    async definitions(kind: DefinitionKind): Promise<ConfigDefinitionsResponse> {
      const [found, { jails: all }] = await Promise.all([reader.definitions(kind), allJails()]);
      return {
        definitions: found.map(({ name, files }) => ({
          name,
          files: files.map(owned),
          jails: all.filter(({ filter, actions }) => (kind === 'filter' ? filter === name : actions.includes(name))).map((jail) => jail.name),
        })),
      };
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

/** Packages bring `.conf` files; what ends in `.local` is left to the owner of the host. */
function owned(file: string) {
  return { file, owner: file.endsWith('.local') ? ('own' as const) : ('package' as const) };
}
