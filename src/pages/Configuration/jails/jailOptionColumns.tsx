import { t } from '@grafana/i18n';
import type { ConfigOption } from '../../../../pkg/contract/configReading';
import type { LiveParametersAnswer } from '../../../../pkg/contract/configServer';
import type { Column } from '../../../components/DataTable';
import type { Draft } from '../options/useDraft';
import type { Standing } from '../standing';
import { OptionButtons } from './OptionButtons';
import { OptionName } from './OptionName';
import { OptionOrigin } from './OptionOrigin';
import { OptionValue } from './OptionValue';
import { liveDifference } from './liveDifference';

interface Options {
  standing: Standing;
  jail: string;
  draft: Draft;
  parameters: LiveParametersAnswer | null;
  mayEdit: boolean;
}

export function jailOptionColumns({ standing, jail, draft, parameters, mayEdit }: Options): Array<Column<ConfigOption>> {
  return [
    { id: 'name', header: t('jail-options.name', 'Option'), wrap: true, narrow: 'line', cell: ({ name }) => <OptionName name={name} /> },
    { id: 'value', header: t('jail-options.value', 'Value'), wrap: true, narrow: 'line', cell: (option) => <OptionValue option={option} draft={draft} live={liveDifference(option, parameters)} /> },
    { id: 'origin', header: t('jail-options.origin', 'Comes from'), wrap: true, narrow: 'bare', cell: ({ origin }) => <OptionOrigin standing={standing} jail={jail} origin={origin} /> },
    ...(mayEdit ? [{ id: 'buttons', header: '', align: 'right' as const, cell: (option: ConfigOption) => <OptionButtons jail={jail} option={option} draft={draft} mayCommand={standing.access?.commands === true} /> }] : []),
  ];
}
