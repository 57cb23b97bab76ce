import { t } from '@grafana/i18n';
import type { ConfigDefinition } from '../../../../pkg/contract/configReading';
import { DataTable } from '../../../components/DataTable';
import { Section } from '../../../components/Section';
import { PLAIN } from '../../../i18n';
import { testIds } from '../../../testIds';
import type { ChosenChange } from '../change/ChangeDialog';
import { OptionName } from '../jails/OptionName';
import { DraftBar } from '../options/DraftBar';
import { FILTER_FIELDS } from '../options/optionFields';
import { useDraft } from '../options/useDraft';
import type { Standing } from '../standing';
import { FilterOptionButtons, FilterOptionValue } from './FilterOptionCells';
import type { FilterRow } from './filterRows';
import { filterRows } from './filterRows';
import { PlaceText } from '../PlaceText';

interface FilterOptionsProps {
  standing: Standing;
  definition: ConfigDefinition;
  choose(chosen: ChosenChange): void;
}

/** The options of a filter as they stand, and their editing. */
export function FilterOptions({ standing, definition, choose }: FilterOptionsProps) {
  const { uid, access, rights } = standing;
  const mayEdit = access?.writes === true && rights.can('configure');
  const { name } = definition;
  const draft = useDraft({ fields: FILTER_FIELDS, place: `${uid} filter ${name}`, mayEdit });
  const { options } = draft;
  return (
    <Section title={t('jail-options.title', 'Options')}>
      <DataTable<FilterRow>
        label={t('jail-options.title', 'Options')}
        columns={[
          { id: 'name', header: t('jail-options.name', 'Option'), wrap: true, narrow: 'line', cell: (row) => <OptionName name={row.name} /> },
          { id: 'value', header: t('jail-options.value', 'Value'), wrap: true, narrow: 'line', cell: (row) => <FilterOptionValue row={row} draft={draft} /> },
          { id: 'origin', header: t('jail-options.origin', 'Comes from'), wrap: true, narrow: 'bare', cell: ({ origin }) => origin && <PlaceText standing={standing} place={origin} /> },
          ...(mayEdit ? [{ id: 'buttons', header: '', align: 'right' as const, cell: (row: FilterRow) => <FilterOptionButtons row={row} filter={name} draft={draft} /> }] : []),
        ]}
        rows={filterRows(definition)}
        rowKey={(row) => row.name}
        narrowBelow={800}
        data-testid={testIds.configOptions}
      />
      <DraftBar
        count={draft.count}
        ready={options !== null}
        onDiscard={draft.clear}
        onPreview={() =>
          options &&
          choose({
            title: t('definition.change', 'Change the filter {{name}}', { name, interpolation: PLAIN }),
            change: { kind: 'set_filter', filter: name, options },
            onDone: draft.clear,
            onProblems: draft.judge,
          })
        }
      />
    </Section>
  );
}
