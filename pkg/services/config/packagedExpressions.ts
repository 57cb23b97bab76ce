import type { ConfigChange } from '../../contract/configChanges';
import { readOptions } from '../../domain/iniEdit';
import type { ConfigFilesPort } from '../ports/configFilesPort';
import { repeatsItself } from './regexRules';

const EXPRESSIONS: readonly string[] = ['failregex', 'ignoreregex', 'prefregex'];
const LONGEST_LINE = 4096;

/** The expressions that packages bring, where a change has one that could take for ever: theirs may stay. Undefined where it has none. */
export async function packagedExpressions(change: ConfigChange, files: Pick<ConfigFilesPort, 'read' | 'list'>): Promise<Set<string> | undefined> {
  if (!linesOf(change).some((line) => line.length <= LONGEST_LINE && repeatsItself(line))) {
    return undefined;
  }
  const paths = (await files.list()).filter((path) => /^filter\.d\/.*\.conf$/.test(path));
  const texts = await Promise.all(paths.map((path) => files.read(path).catch(() => null)));
  const sections = texts.flatMap((file) => [...readOptions(file?.text ?? '').values()]);
  return new Set(sections.flatMap((options) => EXPRESSIONS.flatMap((option) => options.get(option) ?? [])));
}

function linesOf(change: ConfigChange): string[] {
  const options = 'options' in change ? Object.entries(change.options) : 'text' in change ? [...readOptions(change.text ?? '').values()].flatMap((section) => [...section]) : [];
  return options.flatMap(([option, value]) => (EXPRESSIONS.includes(option) ? (value ?? []) : []));
}
