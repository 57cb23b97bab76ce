import type { ConfigAccess } from '../../contract/configChanges';
import { MAX_CONFIG_TEXT } from '../../contract/configChanges';
import type { ConfigFileEntry, ConfigFileKeeper, ConfigFilesQuery, ConfigFilesResponse, ConfigFileText } from '../../contract/configFiles';
import { isWritablePath, OF_PACKAGE } from '../../domain/configPath';
import { BanguiError } from '../../domain/errors';
import type { ConfigFilesPort } from '../ports/configFilesPort';
import { includedPaths } from './includedPaths';
import { needsCommands } from './values';

/** Where there are more, it is not looked at who includes whom: a stock configuration has about 180. */
const MOST_LOOKED_INTO = 1000;
const AT_ONCE = 16;
const OWN = /^(?:jail|fail2ban)\.d\/zz-bangui(?:-.+)?\.local$/;

interface ConfigFileReadingDeps {
  files: Pick<ConfigFilesPort, 'read' | 'list' | 'look'>;
  access: () => ConfigAccess;
}

export type ConfigFileReading = ReturnType<typeof createConfigFileReading>;

/** The files of the configuration as they are. Every method throws SURROUNDINGS_MISMATCH when the folder cannot be read here. */
export function createConfigFileReading({ files, access }: ConfigFileReadingDeps) {
  let underWay: Promise<Map<string, string[]>> | null = null;

  /** Who asks meanwhile shares it. */
  function includers(paths: readonly string[]): Promise<Map<string, string[]>> {
    underWay ??= findIncluders(paths).finally(() => {
      underWay = null;
    });
    return underWay;
  }

  async function findIncluders(paths: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const path of await inBatches(paths, async (one) => ({ one, named: includedPaths(one, (await files.read(one).catch(() => null))?.text ?? '') }))) {
      path.named.forEach((included) => found.set(included, [...(found.get(included) ?? []), path.one]));
    }
    return found;
  }

  function obstacle(path: string, size: number, isLink: boolean): string | null {
    const { reason, commands } = access();
    if (!isWritablePath(path)) {
      return OF_PACKAGE;
    }
    if (isLink) {
      return `${path} is, or lies behind, a link, and links are not written to.`;
    }
    if (reason !== null) {
      return reason;
    }
    if (!commands) {
      return needsCommands('The text of a file').message;
    }
    return size > MAX_CONFIG_TEXT ? 'Texts of more than 256 kB are not taken from here.' : null;
  }

  return {
    async list({ search = '', page, pageSize }: ConfigFilesQuery): Promise<ConfigFilesResponse> {
      const all = await files.list();
      const matching = all.filter((path) => path.toLowerCase().includes(search.toLowerCase()));
      const inOrder = [...matching.filter((path) => keeperOf(path) !== 'package'), ...matching.filter((path) => keeperOf(path) === 'package')];
      const shown = inOrder.slice((page - 1) * pageSize, page * pageSize);
      const by = all.length > MOST_LOOKED_INTO ? null : await includers(all);
      const entries = await inBatches(shown, async (path): Promise<ConfigFileEntry | null> => {
        const facts = await files.look(path);
        return facts && { path, size: facts.size, modified: facts.modified, keeper: keeperOf(path), includedBy: by && (by.get(path) ?? []) };
      });
      return { total: matching.length, files: entries.filter((entry) => entry !== null) };
    },

    /** Throws INVALID_INPUT for no path of the folder and for what is no text of at most 1 MB, NOT_FOUND. */
    async text(path: string): Promise<ConfigFileText> {
      const [file, facts] = [await files.read(path), await files.look(path)];
      if (!file || !facts) {
        throw new BanguiError('NOT_FOUND', `There is no file ${path}.`, { path });
      }
      const reason = obstacle(path, facts.size, facts.isLink);
      return { ...file, keeper: keeperOf(path), isWritable: reason === null, reason };
    },
  };
}

function keeperOf(path: string): ConfigFileKeeper {
  return path.endsWith('.conf') ? 'package' : OWN.test(path) ? 'bangui' : 'local';
}

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    done.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  }
  return done;
}
