import type { ConfigChange } from '../../contract/configChanges';
import { assertConfigPath, assertWritablePath } from '../../domain/configPath';
import { BanguiError, invalidInput } from '../../domain/errors';
import { saysNothing, readOptions, removeSection, setOptions } from '../../domain/iniEdit';
import { assertJailName, isScratchJail } from '../../domain/jailName';
import type { ConfigPlan, PlanDeps } from './ConfigPlan';
import { assertOwn, readDefinitionFiles } from './definitionFiles';
import { FILTER_OPTIONS } from './filterOptions';
import type { JailSections } from './jailFiles';
import { ownFileOf, readJailFiles } from './jailFiles';
import type { RuleContext } from './jailOptions';
import { JAIL_OPTIONS } from './jailOptions';
import { planAction } from './planAction';
import { planDefaults } from './planDefaults';
import { assertRawEdit } from './rawRules';
import { ruled, ruleIn } from './ruledOptions';
import { needsCommands } from './values';

const NEW_JAIL = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,24}$/;
const COPIED_FILTER = '[mode=%(mode)s]';

/** Works out what a change writes. Throws INVALID_INPUT, JAIL_NOT_FOUND, NOT_FOUND, JAIL_ALREADY_ACTIVE, and FORBIDDEN for what needs a permission. */
export async function planChange(change: ConfigChange, deps: PlanDeps): Promise<ConfigPlan> {
  const { files, context } = deps;
  switch (change.kind) {
    case 'edit_file':
      return planRaw(change.path, change.text, files, context);
    case 'set_filter':
    case 'create_filter':
    case 'delete_filter':
      return planFilter(change, files, context);
    case 'set_action':
    case 'create_action':
    case 'delete_action':
      return planAction(change, deps);
    case 'set_defaults':
      return planDefaults(change.options, deps);
    default:
      return planJail(change, files, context);
  }
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
  return { path, before, text, isChecked: false, filter: text === null ? null : filterOfPath(path, text) };
}

/** Null for a file that others include, which is no filter by itself. */
export function filterOfPath(path: string, text: string): string | null {
  const name = /^filter\.d\/([\w-]+)\.local$/.exec(path)?.[1];
  return name !== undefined && readOptions(text).get('Definition')?.has('failregex') ? name : null;
}

type JailChange = Exclude<ConfigChange, { kind: 'edit_file' | 'set_defaults' } | { filter: string } | { action: string }>;

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
  const plan = (text: string): ConfigPlan => ({ path, before, text: saysNothing(text) ? null : text, isChecked: true, filter: null });
  const old = before?.text ?? '';

  if (change.kind === 'create_jail' || change.kind === 'copy_jail') {
    assertNew(jail, sections);
    const options = change.kind === 'create_jail' ? { enabled: ['false'], ...ruled(change.options, ruleIn(JAIL_OPTIONS), context) } : copied(change.from, sections);
    return plan(setOptions(old, jail, options));
  }
  if (sections.of(jail).length === 0) {
    throw new BanguiError('JAIL_NOT_FOUND', `The configuration has no jail "${jail}".`, { jail });
  }
  switch (change.kind) {
    case 'set_options':
      return plan(setOptions(old, jail, ruled(change.options, ruleIn(JAIL_OPTIONS), context)));
    case 'activate_jail':
      return plan(setOptions(old, jail, { enabled: ['true'] }));
    case 'deactivate_jail':
      return plan(setOptions(old, jail, { enabled: ['false'] }));
    case 'delete_jail':
      if (sections.isForeign(jail)) {
        throw invalidInput('jail', `${jail} was not made here: other files of the configuration know it as well. Deactivate it instead.`);
      }
      return plan(removeSection(old, jail));
  }
}

function assertNew(jail: string, sections: JailSections): void {
  if (!NEW_JAIL.test(jail)) {
    throw invalidInput('jail', 'The name of a new jail has at most 25 letters, digits, "_", "." or "-" and starts with a letter or digit.');
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
  const { path, before, shipped } = await readDefinitionFiles('filter', filter, change.kind === 'create_filter', files);
  if (change.kind === 'delete_filter') {
    assertOwn('filter', filter, { before, shipped });
    return { path, before, text: null, isChecked: true, filter: null };
  }
  const options = ruled(change.options, ruleIn(FILTER_OPTIONS), context);
  if (change.kind === 'create_filter' && !options.failregex) {
    throw invalidInput('failregex', 'A filter needs at least one expression in failregex.');
  }
  let text = before?.text ?? '';
  const init = readOptions(shipped?.text ?? '').get('Init');
  for (const [option, lines] of Object.entries(options)) {
    // What stands in [Init] comes before [Definition], wherever it was said.
    text = setOptions(text, init?.has(option) || readOptions(text).get('Init')?.has(option) ? 'Init' : 'Definition', { [option]: lines });
  }
  return { path, before, text: saysNothing(text) ? null : text, isChecked: true, filter };
}
