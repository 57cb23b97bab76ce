import type { ConfigChange } from '../../contract/configChanges';
import { invalidInput } from '../../domain/errors';
import { readOptions } from '../../domain/iniEdit';
import type { ConfigPlan, PlanDeps } from './ConfigPlan';
import { assertOwn, namedOptions, readDefinitionFiles } from './definitionFiles';
import { FILTER_OPTIONS } from './filterOptions';
import type { SaidBefore } from './regexRules';
import { ruled, ruleIn } from './ruledOptions';
import { setOnly, textOrNothing } from './setOnly';

/** What a change of a filter writes. Throws as planChange does. */
export async function planFilter(change: Extract<ConfigChange, { filter: string }>, { files, context }: Pick<PlanDeps, 'files' | 'context'>): Promise<ConfigPlan> {
  const { filter } = change;
  const { path, before, shipped } = await readDefinitionFiles('filter', filter, change.kind === 'create_filter', files);
  if (change.kind === 'delete_filter') {
    assertOwn('filter', filter, { before, shipped });
    return { path, before, text: null, isChecked: true, filter: null, wanted: null };
  }
  const named = await namedOptions('filter', filter, files);
  const said: SaidBefore = { linesOf: (option) => new Set(named.lines.get(option)), tags: new Set([...named.init, ...named.definition]) };
  const options = ruled(change.options, ruleIn(FILTER_OPTIONS), { ...context, said });
  if (change.kind === 'create_filter' && !options.failregex) {
    throw invalidInput('failregex', 'A filter needs at least one expression in failregex.');
  }
  let text = before?.text ?? '';
  const init = readOptions(shipped?.text ?? '').get('Init');
  for (const [option, lines] of Object.entries(options)) {
    // What stands in [Init] comes before [Definition], wherever it was said.
    text = setOnly(path, text, init?.has(option) || readOptions(text).get('Init')?.has(option) ? 'Init' : 'Definition', { [option]: lines });
  }
  return { path, before, text: textOrNothing(text), isChecked: true, keepsCommands: true, filter, wanted: { of: 'filter', name: filter, options } };
}
