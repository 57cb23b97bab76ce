import type { GivenOptions, InheritingJails } from '../../contract/configChanges';
import { invalidInput } from '../../domain/errors';
import { readOptions } from '../../domain/iniEdit';
import { assertLetsIn } from './ignoreRules';
import type { JailSections } from './jailFiles';
import { readJailFiles } from './jailFiles';
import { JAIL_OPTIONS } from './jailOptions';
import type { ConfigPlan, PlanDeps } from './ConfigPlan';
import { ruled, ruleIn } from './ruledOptions';
import { setOnly, textOrNothing } from './setOnly';

/** Read after every other file of ours, and so after every [DEFAULT] that sorts before it; a jail's own section counts more wherever it stands. */
export const DEFAULTS_FILE = 'jail.d/zz-bangui.local';
const MAX_NAMES = 50;
/** What makes a jail this jail: for all of them at once it can only be a mistake. */
const OF_ONE_JAIL: readonly string[] = ['enabled', 'filter', 'logpath', 'journalmatch', 'failregex', 'ignoreregex'];

const DEFAULT_OPTIONS = Object.fromEntries(Object.entries(JAIL_OPTIONS).filter(([option]) => !OF_ONE_JAIL.includes(option)));

/** What a change of the defaults of all jails writes. Throws INVALID_INPUT, or FORBIDDEN. */
export async function planDefaults(given: GivenOptions, { files, context }: Pick<PlanDeps, 'files' | 'context'>): Promise<ConfigPlan> {
  const options = ruled(given, ruleIn(DEFAULT_OPTIONS), context);
  const sections = await readJailFiles(files);
  const unread = sections.unreadable.find(isReadLater);
  if (unread !== undefined) {
    throw invalidInput('change', `${unread} is read after ${DEFAULTS_FILE} and cannot be read here, as it is larger than 1 MB or no UTF-8, so nobody can tell whether this would change anything. It has to be mended by hand.`);
  }
  for (const { path, options: later } of sections.defaults().filter((file) => isReadLater(file.path))) {
    const deaf = Object.keys(options).find((option) => later.has(option));
    if (deaf !== undefined) {
      throw invalidInput(deaf, `${path} is read after ${DEFAULTS_FILE} and says ${deaf} for all jails as well, so this would change nothing. Change it there.`);
    }
  }
  assertLetsIn(options, (option) => sections.defaults().findLast(({ path, options: said }) => said.has(option) && !(path === DEFAULTS_FILE && options[option] === null))?.options.get(option));
  const before = await files.read(DEFAULTS_FILE);
  const text = setOnly(DEFAULTS_FILE, before?.text ?? '', 'DEFAULT', options);
  const said = readOptions(before?.text ?? '').get('DEFAULT');
  const changed = Object.keys(options).filter((option) => JSON.stringify(said?.get(option) ?? null) !== JSON.stringify(options[option]));
  return { path: DEFAULTS_FILE, before, text: textOrNothing(text), isChecked: true, filter: null, wanted: null, inheriting: inheritingOf(changed, sections) };
}

function isReadLater(path: string): boolean {
  return /^jail\.d\/.*\.local$/.test(path) && path > DEFAULTS_FILE;
}

function inheritingOf(options: readonly string[], sections: JailSections): InheritingJails {
  const jails = sections.names().filter((jail) => {
    const own = sections.of(jail);
    return options.some((option) => !own.some((file) => file.options.has(option)));
  });
  return { jails: jails.slice(0, MAX_NAMES), more: Math.max(0, jails.length - MAX_NAMES) };
}
