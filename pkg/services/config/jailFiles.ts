import { BanguiError } from '../../domain/errors';
import { isJailName } from '../../domain/jailName';
import { readOptions } from '../../domain/iniEdit';
import type { ConfigFilesPort } from '../ports/configFilesPort';

/** The file of our own for one jail: read after all others, so what it says counts. */
export const ownFileOf = (jail: string): string => `jail.d/zz-bangui-${jail}.local`;
const OWN = /^jail\.d\/zz-bangui-/;

export interface JailSections {
  /** What each file says of a jail, in the order in which fail2ban reads them. */
  of(jail: string): Array<{ path: string; options: Map<string, string[]> }>;
  /** Whether any file but our own knows it. */
  isForeign(jail: string): boolean;
  /** Every jail that a file knows. */
  names(): string[];
  /** Files of others that cannot be read here, such as one that is no UTF-8: nobody can tell what they say. */
  unreadable: string[];
  /** What each file says for all jails, in that order. */
  defaults(): Array<{ path: string; options: Map<string, string[]> }>;
}

/** Reads what the files say of jails; values are as they stand there. */
export async function readJailFiles(files: Pick<ConfigFilesPort, 'read' | 'list'>): Promise<JailSections> {
  const paths = (await files.list()).filter((path) => /^jail\.(?:conf|local|d\/)/.test(path)).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const unreadable: string[] = [];
  const texts = await Promise.all(
    paths.map((path) =>
      files.read(path).catch((error: unknown) => {
        if (!(error instanceof BanguiError) || error.code !== 'INVALID_INPUT') {
          throw error;
        }
        unreadable.push(path);
        return null;
      })
    )
  );
  const read = texts.flatMap((file) => (file ? [{ path: file.path, sections: readOptions(file.text) }] : []));
  const said = (section: string) =>
    read.flatMap(({ path, sections }) => {
      const options = sections.get(section);
      return options ? [{ path, options }] : [];
    });
  const of: JailSections['of'] = (jail) => (isJailName(jail) ? said(jail) : []);
  return {
    of,
    unreadable,
    isForeign: (jail) => of(jail).some(({ path }) => !OWN.test(path)),
    names: () => [...new Set(read.flatMap(({ sections }) => [...sections.keys()]))].filter(isJailName),
    defaults: () => said('DEFAULT'),
  };
}

function rank(path: string): number {
  return (path.startsWith('jail.d/') ? 1 : 0) + (path.endsWith('.local') ? 2 : 0);
}
