import { t } from '@grafana/i18n';
import type { ConfigOption } from '../../../../pkg/contract/configReading';
import type { LiveParametersAnswer } from '../../../../pkg/contract/configServer';
import type { Column } from '../../../components/DataTable';
import type { OptionFields } from '../options/optionFields';
import type { Draft } from '../options/useDraft';
import type { Standing } from '../standing';
import { OptionButtons } from './OptionButtons';
import { OptionName } from './OptionName';
import { OptionOrigin } from './OptionOrigin';
import { OptionValue } from './OptionValue';
import { liveDifference } from '../../../components/jails/liveDifference';

interface Options {
  standing: Standing;
  /** The file in which changes are kept. */
  own: string;
  fields: OptionFields;
  draft: Draft;
  parameters: LiveParametersAnswer | null;
  mayEdit: boolean;
  extra?: Column<ConfigOption>;
}

export function jailOptionColumns({ standing, own, fields, draft, parameters, mayEdit, extra }: Options): Array<Column<ConfigOption>> {
  return [
    { id: 'name', header: t('jail-options.name', 'Option'), wrap: true, narrow: 'line', cell: ({ name }) => <OptionName name={name} /> },
    { id: 'value', header: t('jail-options.value', 'Value'), wrap: true, narrow: 'line', cell: (option) => <OptionValue option={option} draft={draft} live={liveDifference(option, parameters)} /> },
    { id: 'origin', header: t('jail-options.origin', 'Comes from'), wrap: true, narrow: 'bare', cell: ({ origin }) => <OptionOrigin standing={standing} own={own} origin={origin} /> },
    ...(extra ? [extra] : []),
    ...(mayEdit ? [{ id: 'buttons', header: '', align: 'right' as const, cell: (option: ConfigOption) => <OptionButtons own={own} fields={fields} option={option} draft={draft} mayCommand={standing.access?.commands === true} /> }] : []),
  ];
}
