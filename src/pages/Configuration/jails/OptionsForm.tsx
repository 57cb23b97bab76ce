import { t } from '@grafana/i18n';
import { Combobox, Field, InlineSwitch } from '@grafana/ui';
import { useState } from 'react';
import type { GivenOptions } from '../../../../pkg/contract/configChanges';
import type { ConfigOption } from '../../../../pkg/contract/configReading';
import type { LiveParametersAnswer } from '../../../../pkg/contract/configServer';
import type { Column } from '../../../components/DataTable';
import { DataTable } from '../../../components/DataTable';
import { Section } from '../../../components/Section';
import { testIds } from '../../../testIds';
import type { ChosenChange } from '../change/ChangeDialog';
import { DraftBar } from '../options/DraftBar';
import type { OptionFields } from '../options/optionFields';
import { useDraft } from '../options/useDraft';
import type { Standing } from '../standing';
import { jailOptionColumns } from './jailOptionColumns';
import { shownOptions } from './shownOptions';

interface OptionsFormProps {
  standing: Standing;
  options: readonly ConfigOption[];
  /** What can be set. */
  fields: OptionFields;
  /** Whose options they are: a draft is kept by that. */
  place: string;
  /** The file in which changes are kept. */
  own: string;
  /** What a running jail runs with. */
  parameters?: LiveParametersAnswer | null;
  extra?: Column<ConfigOption>;
  /** What comes of new values. */
  chosen(options: GivenOptions): Pick<ChosenChange, 'title' | 'change'>;
  choose(chosen: ChosenChange): void;
}

/** Options with their values and origins, and where they are changed. */
export function OptionsForm({ standing, options: present, fields, place, own, parameters = null, extra, chosen, choose }: OptionsFormProps) {
  const { access, rights } = standing;
  const mayEdit = access?.writes === true && rights.can('configure');
  const draft = useDraft({ fields, place, mayEdit });
  const [all, setAll] = useState(false);
  const { rows, more } = shownOptions({ options: present, fields, own, drafted: Object.keys(draft.values), all });
  const options = draft.options;
  return (
    <Section
      title={t('jail-options.title', 'Options')}
      link={<InlineSwitch transparent showLabel id="config-all-options" label={t('jail-options.all', 'Also those that only other options refer to')} value={all} onChange={() => setAll(!all)} />}
    >
      <DataTable
        label={t('jail-options.title', 'Options')}
        columns={jailOptionColumns({ standing, own, fields, draft, parameters, mayEdit, extra })}
        rows={rows}
        rowKey={({ name }) => name}
        narrowBelow={800}
        data-testid={testIds.configOptions}
      />
      {mayEdit && more.length > 0 && (
        <Field noMargin label={t('jail-options.add', 'Set another option')}>
          <Combobox
            id="config-add-option"
            width={40}
            value={null}
            placeholder={t('jail-options.add-placeholder', 'Name of an option')}
            options={more.filter((name) => access.commands || !fields[name]?.command).map((value) => ({ value }))}
            onChange={({ value }) => draft.set(value, '')}
          />
        </Field>
      )}
      <DraftBar count={draft.count} ready={options !== null} onDiscard={draft.clear} onPreview={() => options && choose({ ...chosen(options), onDone: draft.clear, onProblems: draft.judge })} />
    </Section>
  );
}
