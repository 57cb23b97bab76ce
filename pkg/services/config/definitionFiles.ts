import { isConfigPath } from '../../domain/configPath';
import { BanguiError, invalidInput } from '../../domain/errors';
import { readOptions } from '../../domain/iniEdit';
import type { ConfigFile, ConfigFilesPort } from '../ports/configFilesPort';
import type { DefinitionKind } from '../ports/configReaderPort';

type Files = Pick<ConfigFilesPort, 'read'>;

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** No definition includes as many. */
const MAX_FILES = 50;

/** The file of our own for a filter or action, and the package's. Throws INVALID_INPUT for a name that cannot be, NOT_FOUND. */
export async function readDefinitionFiles(kind: DefinitionKind, name: string, isNew: boolean, files: Files) {
  if (!NAME.test(name)) {
    throw invalidInput(kind, `The name of ${kind === 'filter' ? 'a filter' : 'an action'} has at most 64 letters, digits, "_" or "-" and starts with a letter or digit.`);
  }
  const path = `${kind}.d/${name}.local`;
  const [before, shipped] = [await files.read(path), await files.read(`${kind}.d/${name}.conf`)];
  const isThere = before !== null || shipped !== null;
  if (isNew && isThere) {
    throw invalidInput(kind, `There is ${kind === 'filter' ? 'a filter' : 'an action'} ${name} already.`);
  }
  if (!isNew && !isThere) {
    throw new BanguiError('NOT_FOUND', `There is no ${kind} "${name}".`, { [kind]: name });
  }
  return { path, before, shipped };
}

/** Throws INVALID_INPUT for what a package has brought. */
export function assertOwn(kind: DefinitionKind, name: string, { before, shipped }: { before: ConfigFile | null; shipped: ConfigFile | null }): void {
  if (shipped !== null || before === null) {
    throw invalidInput(kind, `${name} belongs to the package and cannot be deleted.`);
  }
}

/** The options that a definition names in [Init] and outside of it, with what it includes; `lines`: everything that is said of each. */
export async function namedOptions(kind: DefinitionKind, name: string, files: Files): Promise<{ init: Set<string>; definition: Set<string>; lines: Map<string, string[]> }> {
  const [init, definition, lines] = [new Set<string>(), new Set<string>(), new Map<string, string[]>()];
  const paths = [`${kind}.d/${name}.conf`, `${kind}.d/${name}.local`];
  for (let at = 0; at < Math.min(paths.length, MAX_FILES); at++) {
    const path = paths[at] ?? '';
    const sections = readOptions((isConfigPath(path) ? await files.read(path) : null)?.text ?? '');
    sections.get('Init')?.forEach((_, option) => init.add(option));
    ['Definition', 'DEFAULT'].forEach((section) => sections.get(section)?.forEach((_, option) => definition.add(option)));
    sections.forEach((options) => options.forEach((value, option) => lines.set(option, [...(lines.get(option) ?? []), ...value])));
    const included = ['before', 'after'].flatMap((word) => sections.get('INCLUDES')?.get(word) ?? []).flatMap((line) => line.split(/\s+/));
    const more = included.flatMap((file) => [`${kind}.d/${file}`, `${kind}.d/${file.replace(/\.conf$/, '.local')}`]);
    paths.push(...more.filter((file) => !paths.includes(file)));
  }
  return { init, definition, lines };
}
