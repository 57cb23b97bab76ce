import { t } from '@grafana/i18n';
import { getTemplateSrv } from '@grafana/runtime';
import type { ComboboxOption } from '@grafana/ui';

/** The others stand for no value that a query could take. */
const TYPES = new Set(['query', 'custom', 'constant', 'textbox', 'interval']);

/** The variables of the dashboard, which may stand in every field. */
export function variableOptions(): ComboboxOption[] {
  const variables = getTemplateSrv().getVariables().filter(({ type }) => TYPES.has(type));
  return variables.map(({ name }) => ({ value: `$${name}`, label: `$${name}`, group: t('variable.group', 'Variables') }));
}
