import type { ConfigDefinition, ConfigProblem } from '../../../contract/configReading';
import type { DefinitionFiles, DefinitionKind } from '../../../services/ports/configReaderPort';
import type { ConfigSource } from '../ConfigSource';
import type { Dialect } from '../dialect';
import { createConfigLoader } from '../ini/createConfigLoader';
import { KNOWN } from '../ini/mergedConfig';
import { placeOf } from '../ini/section';
import type { ReadError } from '../python/ReadError';
import { asText } from './effectiveOptions';
import { problemOf } from './jailProblems';
import type { Showing } from './showing';

interface DefinitionDeps {
  source: ConfigSource;
  dialect: Dialect;
  showing: Showing;
}

const ENDINGS = ['.conf', '.local'];

/** What lies in `filter.d` or `action.d`, by name. */
export async function listDefinitions(kind: DefinitionKind, { source, dialect }: DefinitionDeps): Promise<DefinitionFiles[]> {
  const folder = `${kind}.d`;
  const found = new Map<string, string[]>();
  for (const file of (await source.list(`${dialect.configDir}/${folder}`)).filter((name) => !name.startsWith('.')).sort()) {
    const ending = ENDINGS.find((end) => file.endsWith(end));
    const isPython = kind === 'action' && file.endsWith('.py');
    if (ending !== undefined || isPython) {
      const name = ending === undefined ? file : file.slice(0, -ending.length);
      found.set(name, [...(found.get(name) ?? []), `${folder}/${file}`]);
    }
  }
  return [...found].map(([name, files]) => ({ name, files })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

export interface ReadDefinition extends Omit<ConfigDefinition, 'files'> {
  files: Array<{ file: string; text: string | null }>;
}

/** One of them, with all that it includes. A file with an error in it is shown too, and its options are left out. */
export async function readDefinition(kind: DefinitionKind, { name, files: own }: DefinitionFiles, { source, dialect, showing }: DefinitionDeps): Promise<ReadDefinition> {
  const problems: ConfigProblem[] = [];
  const onBroken = (error: ReadError) => void problems.push(problemOf(error, 'everything', showing));
  const whole = (file: string) => (file.startsWith('/') ? file : `${dialect.configDir}/${file}`);
  const textOf = async (file: string) => ({ file, text: (await source.readText(whole(file)))?.text ?? null });
  if (name.endsWith('.py')) {
    return { name, files: await Promise.all(own.map(textOf)), options: [], problems };
  }
  const { config } = await createConfigLoader({ source, dialect, onBroken }).load(`${kind}.d/${name}`);
  const files = showing.allShown([...config.files, ...own.map(whole)]);
  const sections = [['DEFAULT', config.defaults] as const, ...config.sections].filter(([section]) => !section.startsWith(KNOWN) && section !== 'INCLUDES');
  const options = sections.flatMap(([section, entries]) =>
    [...entries].map(([option, entry]) => {
      const place = placeOf(entry);
      return { section, name: option, raw: asText(entry.value) ?? '', origin: place && { ...place, file: showing.shown(place.file) } };
    })
  );
  return { name, files: await Promise.all(files.map(textOf)), options, problems };
}
