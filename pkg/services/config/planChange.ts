import type { ConfigChange, GivenOptions } from '../../contract/configChanges';
import { assertConfigPath, assertWritablePath } from '../../domain/configPath';
import { BanguiError, invalidInput } from '../../domain/errors';
import { differsOnlyIn, saysNothing, readOptions, removeSection, setOptions } from '../../domain/iniEdit';
import { assertJailName, isScratchJail } from '../../domain/jailName';
import type { ConfigFile, ConfigFilesPort } from '../ports/configFilesPort';
import { FILTER_OPTIONS } from './filterOptions';
import type { JailSections } from './jailFiles';
import { ownFileOf, readJailFiles } from './jailFiles';
import type { OptionRule, RuleContext } from './jailOptions';
import { isCommandOption, JAIL_OPTIONS } from './jailOptions';
import { assertRawEdit, isReadAsWritten } from './rawRules';
import { repeatsItself } from './regexRules';
import { needsCommands } from './values';

/** What a change does to one file. */
export interface ConfigPlan {
  path: string;
  before: ConfigFile | null;
  /** Null: the file goes. */
  text: string | null;
  /** Made of checked parts only: what it changes of commands comes from names and ports that mean nothing to a shell. */
  isChecked: boolean;
  /** Nothing in it has a place in a command, so those of a jail that is enabled before and after must not differ. */
  keepsCommands?: boolean;
  /** The filter that the file is of; null for other files. */
  filter: string | null;
  /** What is to hold afterwards; null for a text of somebody's own. */
  wanted: Wanted | null;
}

/** Options as lines; null: whatever other files say. */
export interface Wanted {
  of: 'jail' | 'filter' | 'server';
  /** Of the jail or the filter. */
  name: string;
  options: LineChanges;
}

/** Read after all others of the server, as far as they come from packages. */
export const SERVER_FILE = 'fail2ban.d/zz-bangui.local';
/** iptables takes chains of at most 28 characters, and the actions put "f2b-" before the name. */
const NEW_JAIL = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,23}$/;
const NEW_FILTER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** What jail.conf hands to actions, or that a jail is there at all; none of it means anything to a shell. */
const IN_ACTIONS: readonly string[] = ['enabled', 'port', 'protocol', 'chain', 'destemail', 'sender', 'bantime', 'logpath'];
/** Any text: never beside the above in one change that alters commands. */
const FREE_TEXTS: readonly string[] = ['failregex', 'ignoreregex'];
const EXPRESSIONS: readonly string[] = ['failregex', 'ignoreregex', 'prefregex'];
const COPIED_FILTER = '[mode=%(mode)s]';

interface PlanDeps {
  files: Pick<ConfigFilesPort, 'read' | 'list'>;
  context: RuleContext;
}

/** Works out what a change writes. Throws INVALID_INPUT, JAIL_NOT_FOUND, NOT_FOUND, JAIL_ALREADY_ACTIVE, and FORBIDDEN for what needs a permission. */
export async function planChange(change: ConfigChange, { files, context: given }: PlanDeps): Promise<ConfigPlan> {
  const context = { ...given, packaged: linesOf(change).some((line) => line.length <= 4096 && repeatsItself(line)) ? await packagedExpressions(files) : undefined };
  switch (change.kind) {
    case 'edit_file':
      return planRaw(change.path, change.text, files, context);
    case 'set_filter':
    case 'create_filter':
    case 'delete_filter':
      return planFilter(change, files, context);
    default:
      return planJail(change, files, context);
  }
}

function linesOf(change: ConfigChange): string[] {
  const options = 'options' in change ? Object.entries(change.options) : 'text' in change ? [...readOptions(change.text ?? '').values()].flatMap((section) => [...section]) : [];
  return options.flatMap(([option, value]) => (EXPRESSIONS.includes(option) ? (value ?? []) : []));
}

async function packagedExpressions(files: PlanDeps['files']): Promise<Set<string>> {
  const paths = (await files.list()).filter((path) => /^filter\.d\/.*\.conf$/.test(path));
  const texts = await Promise.all(paths.map((path) => files.read(path).catch(() => null)));
  const sections = texts.flatMap((file) => [...readOptions(file?.text ?? '').values()]);
  return new Set(sections.flatMap((options) => EXPRESSIONS.flatMap((option) => options.get(option) ?? [])));
}

async function planRaw(path: string, text: string | null, files: PlanDeps['files'], context: RuleContext): Promise<ConfigPlan> {
  assertWritablePath(path);
  const before = await files.read(path);
  if (before === null && text === null) {
    throw new BanguiError('NOT_FOUND', `There is no file ${path}.`, { path });
  }
  if (text !== null && !context.allowsCommands) {
    // What a file says can become a part of commands in more ways than rules about single options can see.
    throw needsCommands('The text of a file');
  }
  assertRawEdit(path, before?.text ?? '', text ?? '', new Set(await files.list()), context);
  return { path, before, text, isChecked: false, filter: text === null ? null : filterOfPath(path, text), wanted: null };
}

/** Null for a file that others include, which is no filter by itself. */
export function filterOfPath(path: string, text: string): string | null {
  const name = /^filter\.d\/([\w-]+)\.local$/.exec(path)?.[1];
  return name !== undefined && readOptions(text).get('Definition')?.has('failregex') ? name : null;
}

type JailChange = Exclude<ConfigChange, { kind: 'edit_file' } | { filter: string }>;

async function planJail(change: JailChange, files: PlanDeps['files'], context: RuleContext): Promise<ConfigPlan> {
  const { jail } = change;
  assertJailName(jail);
  if (isScratchJail(jail)) {
    throw invalidInput('jail', 'Names that begin with zz-scratch are kept for trials.');
  }
  const sections = await readJailFiles(files);
  const path = ownFileOf(jail);
  assertConfigPath(path);
  const before = await files.read(path);
  const old = before?.text ?? '';
  const made = (text: string, wanted: Wanted | null): ConfigPlan => ({ path, before, text: textOf(text), isChecked: true, filter: null, wanted });
  const edited = (options: LineChanges) => made(setOnly(path, old, jail, options), { of: 'jail', name: jail, options });

  if (change.kind === 'create_jail' || change.kind === 'copy_jail') {
    assertNew(jail, sections);
    const options = change.kind === 'create_jail' ? { enabled: ['false'], ...ruled(change.options, JAIL_OPTIONS, context) } : copied(change.from, sections);
    return edited(options);
  }
  if (sections.of(jail).length === 0) {
    throw new BanguiError('JAIL_NOT_FOUND', `The configuration has no jail "${jail}".`, { jail });
  }
  switch (change.kind) {
    case 'set_options':
      return { ...edited(ruled(change.options, JAIL_OPTIONS, context)), keepsCommands: keepsCommands(Object.keys(change.options)) };
    case 'activate_jail':
      return edited({ enabled: ['true'] });
    case 'deactivate_jail':
      return edited({ enabled: ['false'] });
    case 'delete_jail':
      if (sections.isForeign(jail)) {
        throw invalidInput('jail', `${jail} was not made here: other files of the configuration know it as well. Deactivate it instead.`);
      }
      return made(asMeant(path, old, removeSection(old, jail), jail, null), null);
  }
}

function assertNew(jail: string, sections: JailSections): void {
  if (!NEW_JAIL.test(jail)) {
    throw invalidInput('jail', 'The name of a new jail has at most 24 letters, digits, "_", "." or "-" and starts with a letter or digit.');
  }
  if (sections.of(jail).length > 0) {
    throw invalidInput('jail', `There is a jail ${jail} already.`);
  }
}

/** What the files say of a jail, the last one first heard; the new one stays disabled until it is activated. */
function copied(from: string, sections: JailSections): Record<string, readonly string[]> {
  const known = sections.of(from);
  if (known.length === 0) {
    throw new BanguiError('JAIL_NOT_FOUND', `The configuration has no jail "${from}".`, { jail: from });
  }
  const said = Object.fromEntries(known.flatMap(({ options }) => [...options]));
  return { filter: [`${from}${COPIED_FILTER}`], ...said, enabled: ['false'] };
}

async function planFilter(change: Extract<ConfigChange, { filter: string }>, files: PlanDeps['files'], context: RuleContext): Promise<ConfigPlan> {
  const { filter } = change;
  if (!NEW_FILTER.test(filter)) {
    throw invalidInput('filter', 'The name of a filter has at most 64 letters, digits, "_" or "-" and starts with a letter or digit.');
  }
  const path = `filter.d/${filter}.local`;
  const [before, shipped] = [await files.read(path), await files.read(`filter.d/${filter}.conf`)];
  if (change.kind === 'create_filter' ? before !== null || shipped !== null : before === null && shipped === null) {
    throw change.kind === 'create_filter' ? invalidInput('filter', `There is a filter ${filter} already.`) : new BanguiError('NOT_FOUND', `There is no filter "${filter}".`, { filter });
  }
  if (change.kind === 'delete_filter') {
    if (shipped !== null || before === null) {
      throw invalidInput('filter', `${filter} belongs to the package and cannot be deleted.`);
    }
    return { path, before, text: null, isChecked: true, filter: null, wanted: null };
  }
  const options = ruled(change.options, FILTER_OPTIONS, context);
  if (change.kind === 'create_filter' && !options.failregex) {
    throw invalidInput('failregex', 'A filter needs at least one expression in failregex.');
  }
  let text = before?.text ?? '';
  const init = readOptions(shipped?.text ?? '').get('Init');
  for (const [option, lines] of Object.entries(options)) {
    // What stands in [Init] comes before [Definition], wherever it was said.
    text = setOnly(path, text, init?.has(option) || readOptions(text).get('Init')?.has(option) ? 'Init' : 'Definition', { [option]: lines });
  }
  return { path, before, text: textOf(text), isChecked: true, keepsCommands: true, filter, wanted: { of: 'filter', name: filter, options } };
}

type LineChanges = Readonly<Record<string, readonly string[] | null>>;

const textOf = (text: string): string | null => (saysNothing(text) ? null : text);

function keepsCommands(options: readonly string[]): boolean {
  return !options.some((option) => IN_ACTIONS.includes(option)) || options.some((option) => FREE_TEXTS.includes(option));
}

function setOnly(path: string, text: string, section: string, changes: LineChanges): string {
  return asMeant(path, text, setOptions(text, section, changes), section, changes);
}

function asMeant(path: string, before: string, after: string, section: string, changes: LineChanges | null): string {
  if (!isReadAsWritten(before) || !differsOnlyIn(before, after, section, changes)) {
    throw invalidInput('change', `${path} is written in a way that this change would alter more than it says, for example by how its lines are indented. Change it in the file itself.`);
  }
  return after;
}

function ruled(options: GivenOptions, rules: Readonly<Record<string, OptionRule>>, context: RuleContext): Record<string, readonly string[] | null> {
  if (Object.keys(options).length === 0) {
    throw invalidInput('options', 'No option is named.');
  }
  return Object.fromEntries(
    Object.entries(options).map(([option, value]) => {
      const rule = Object.hasOwn(rules, option) ? rules[option] : undefined;
      if (!rule) {
        throw invalidInput(option.slice(0, 64), `"${option.slice(0, 64)}" is no option that can be set here. The file editor takes others.`);
      }
      if (value === null && isCommandOption(option) && !context.allowsCommands) {
        throw needsCommands(option);
      }
      return [option, value === null ? null : rule(typeof value === 'string' ? [value] : value, option, context)];
    })
  );
}

/** What the server as a whole is to run with; options as fail2ban calls them. */
export async function planServer(options: LineChanges, files: Pick<ConfigFilesPort, 'read'>): Promise<ConfigPlan> {
  const before = await files.read(SERVER_FILE);
  return { path: SERVER_FILE, before, text: setOnly(SERVER_FILE, before?.text ?? '', 'Definition', options), isChecked: true, filter: null, wanted: { of: 'server', name: '', options } };
}
