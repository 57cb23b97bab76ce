import type { ConfigChange } from '../../contract/configChanges';
import { BanguiError, invalidInput } from '../../domain/errors';
import { readOptions } from '../../domain/iniEdit';
import { actionRule, isOfDefinition } from './actionOptions';
import { assertOwn, namedOptions, readDefinitionFiles } from './definitionFiles';
import type { ConfigPlan, PlanDeps } from './ConfigPlan';
import { ruled } from './ruledOptions';
import { setOnly, textOrNothing } from './setOnly';
import { needsCommands } from './values';

const SECTIONS = ['Init', 'Definition'] as const;
const MAX_NAMES = 20;

/** What a change of an action writes. Throws as planChange does. */
export async function planAction(change: Extract<ConfigChange, { action: string }>, { files, context, usersOf }: PlanDeps): Promise<ConfigPlan> {
  if (!context.allowsCommands) {
    throw needsCommands('An action');
  }
  const { action } = change;
  const { path, before, shipped } = await readDefinitionFiles('action', action, change.kind === 'create_action', files);
  if (change.kind === 'delete_action') {
    assertOwn('action', action, { before, shipped });
    await assertUnused(action, usersOf);
    return { path, before, text: null, isChecked: false, filter: null, wanted: null };
  }
  const options = ruled(change.options, actionRule, context);
  if (change.kind === 'create_action' && !options.actionban) {
    throw invalidInput('actionban', 'An action needs at least actionban, which runs for each ban.');
  }
  const { init, definition } = await namedOptions('action', action, files);
  // What stands in [Init] comes before [Definition]; references such as %(name)s see [Definition] alone.
  const sectionOf = (option: string) => (init.has(option) || !(isOfDefinition(option) || definition.has(option)) ? 'Init' : 'Definition');
  let text = before?.text ?? '';
  for (const [option, lines] of Object.entries(options)) {
    const said = SECTIONS.filter((section) => readOptions(text).get(section)?.has(option));
    for (const section of lines === null ? said : [sectionOf(option)]) {
      text = setOnly(path, text, section, { [option]: lines });
    }
  }
  return { path, before, text: textOrNothing(text), isChecked: false, filter: null, wanted: null, action };
}

async function assertUnused(action: string, usersOf: PlanDeps['usersOf']): Promise<void> {
  const jails = await usersOf(action);
  if (jails.length > 0) {
    const more = jails.length > MAX_NAMES ? ` and ${jails.length - MAX_NAMES} more` : '';
    throw new BanguiError('INVALID_INPUT', `${action} is used by ${jails.slice(0, MAX_NAMES).join(', ')}${more}. Give these jails another action first.`, { field: 'action', jails: jails.slice(0, MAX_NAMES) });
  }
}
