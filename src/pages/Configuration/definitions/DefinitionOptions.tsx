import { t } from '@grafana/i18n';
import { Combobox, Field } from '@grafana/ui';
import { useState } from 'react';
import type { ConfigDefinition } from '../../../../pkg/contract/configReading';
import type { DefinitionKind } from '../../../api/configEndpoints';
import { DataTable } from '../../../components/DataTable';
import { Section } from '../../../components/Section';
import { PLAIN } from '../../../i18n';
import { testIds } from '../../../testIds';
import type { ChosenChange } from '../change/ChangeDialog';
import { OptionName } from '../jails/OptionName';
import { DraftBar } from '../options/DraftBar';
import { ACTION_FIELDS } from '../options/optionFields';
import { useDraft } from '../options/useDraft';
import { PlaceText } from '../PlaceText';
import type { Standing } from '../standing';
import { DefinitionOptionButtons, DefinitionOptionValue } from './DefinitionOptionCells';
import type { DefinitionRow } from './definitionRows';
import { definitionRows, fieldsOf, isParameterName } from './definitionRows';
import { mayChange } from './mayChange';

interface DefinitionOptionsProps {
  standing: Standing;
  kind: DefinitionKind;
  definition: ConfigDefinition;
  choose(chosen: ChosenChange): void;
}

/** The options of a filter or an action as they stand, and their editing. */
export function DefinitionOptions({ standing, kind, definition, choose }: DefinitionOptionsProps) {
  const { name } = definition;
  const [added, setAdded] = useState<readonly string[]>([]);
  const fields = fieldsOf(kind, definition, added);
  const mayEdit = mayChange(kind, standing);
  const draft = useDraft({ fields, place: `${standing.uid} ${kind} ${name}`, mayEdit });
  const rows = definitionRows(kind, definition, Object.keys(draft.values));
  const { options } = draft;
  const add = (option: string) => {
    setAdded([...added, option]);
    draft.set(option, '');
  };
  return (
    <Section title={t('jail-options.title', 'Options')}>
      <DataTable<DefinitionRow>
        label={t('jail-options.title', 'Options')}
        columns={[
          { id: 'name', header: t('jail-options.name', 'Option'), wrap: true, narrow: 'line', cell: (row) => <OptionName name={row.name} /> },
          { id: 'value', header: t('jail-options.value', 'Value'), wrap: true, narrow: 'line', cell: (row) => <DefinitionOptionValue row={row} fields={fields} draft={draft} /> },
          { id: 'origin', header: t('jail-options.origin', 'Comes from'), wrap: true, narrow: 'bare', cell: ({ origin }) => origin && <PlaceText standing={standing} place={origin} /> },
          ...(mayEdit ? [{ id: 'buttons', header: '', align: 'right' as const, cell: (row: DefinitionRow) => <DefinitionOptionButtons row={row} own={`${kind}.d/${name}.local`} fields={fields} draft={draft} /> }] : []),
        ]}
        rows={rows}
        rowKey={(row) => row.name}
        narrowBelow={800}
        data-testid={testIds.configOptions}
      />
      {mayEdit && kind === 'action' && (
        <Field noMargin label={t('jail-options.add', 'Set another option')} description={t('definition.add-help', 'One that fail2ban knows, or a parameter that commands name as <parameter>')}>
          <Combobox
            id="config-add-option"
            width={40}
            createCustomValue
            value={null}
            placeholder={t('jail-options.add-placeholder', 'Name of an option')}
            options={Object.keys(ACTION_FIELDS).filter((option) => !rows.some((row) => row.name === option)).map((value) => ({ value }))}
            onChange={({ value }) => isParameterName(value) && !draft.has(value) && add(value)}
          />
        </Field>
      )}
      <DraftBar
        count={draft.count}
        ready={options !== null}
        onDiscard={draft.clear}
        onPreview={() =>
          options &&
          choose({
            title: kind === 'filter' ? t('definition.change', 'Change the filter {{name}}', { name, interpolation: PLAIN }) : t('definition.change-action', 'Change the action {{name}}', { name, interpolation: PLAIN }),
            change: kind === 'filter' ? { kind: 'set_filter', filter: name, options } : { kind: 'set_action', action: name, options },
            onDone: draft.clear,
            onProblems: draft.judge,
          })
        }
      />
    </Section>
  );
}
