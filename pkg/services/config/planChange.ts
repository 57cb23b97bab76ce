import type { ConfigChange } from '../../contract/configChanges';
import { assertWritablePath } from '../../domain/configPath';
import { BanguiError } from '../../domain/errors';
import { readOptions } from '../../domain/iniEdit';
import type { ConfigPlan, PlanDeps } from './ConfigPlan';
import { packagedExpressions } from './packagedExpressions';
import { planAction } from './planAction';
import { planDefaults } from './planDefaults';
import { planFilter } from './planFilter';
import { planJail } from './planJail';
import { assertRawEdit } from './rawRules';
import { needsCommands } from './values';

/** Works out what a change writes. Throws INVALID_INPUT, JAIL_NOT_FOUND, NOT_FOUND, JAIL_ALREADY_ACTIVE, and FORBIDDEN for what needs a permission. */
export async function planChange(change: ConfigChange, given: PlanDeps): Promise<ConfigPlan> {
  const deps = { ...given, context: { ...given.context, packaged: await packagedExpressions(change, given.files) } };
  switch (change.kind) {
    case 'edit_file':
      return planRaw(change.path, change.text, deps);
    case 'set_filter':
    case 'create_filter':
    case 'delete_filter':
      return planFilter(change, deps);
    case 'set_action':
    case 'create_action':
    case 'delete_action':
      return planAction(change, deps);
    case 'set_defaults':
      return planDefaults(change.options, deps);
    default:
      return planJail(change, deps);
  }
}

async function planRaw(path: string, text: string | null, { files, context }: PlanDeps): Promise<ConfigPlan> {
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
