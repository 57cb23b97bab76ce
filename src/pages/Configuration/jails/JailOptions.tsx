import { t } from '@grafana/i18n';
import { Combobox, Field, InlineSwitch } from '@grafana/ui';
import { useState } from 'react';
import type { ConfigJail } from '../../../../pkg/contract/configReading';
import { useParameters } from '../../../api/configQueries';
import { DataTable } from '../../../components/DataTable';
import { Section } from '../../../components/Section';
import { PLAIN } from '../../../i18n';
import { testIds } from '../../../testIds';
import type { ChosenChange } from '../change/ChangeDialog';
import { DraftBar } from '../options/DraftBar';
import { JAIL_FIELDS } from '../options/optionFields';
import { useDraft } from '../options/useDraft';
import type { Standing } from '../standing';
import { jailOptionColumns } from './jailOptionColumns';
import { shownOptions } from './shownOptions';

interface JailOptionsProps {
  standing: Standing;
  jail: ConfigJail;
  isRunning: boolean;
  choose(chosen: ChosenChange): void;
}

/** Every option that holds for a jail, and where it is changed. */
export function JailOptions({ standing, jail, isRunning, choose }: JailOptionsProps) {
  const { uid, access, rights } = standing;
  const parameters = useParameters(uid, jail.name, isRunning).data ?? null;
  const [all, setAll] = useState(false);
  const mayEdit = access?.writes === true && rights.can('configure');
  const draft = useDraft({ fields: JAIL_FIELDS, place: `${uid} jail ${jail.name}`, mayEdit });
  const { rows, more } = shownOptions(jail, Object.keys(draft.values), all);
  const options = draft.options;
  return (
    <Section
      title={t('jail-options.title', 'Options')}
      link={<InlineSwitch transparent showLabel id="config-all-options" label={t('jail-options.all', 'Also those that only other options refer to')} value={all} onChange={() => setAll(!all)} />}
    >
      <DataTable
        label={t('jail-options.title', 'Options')}
        columns={jailOptionColumns({ standing, jail: jail.name, draft, parameters, mayEdit })}
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
            options={more.filter((name) => access.commands || !JAIL_FIELDS[name]?.command).map((value) => ({ value }))}
            onChange={({ value }) => draft.set(value, '')}
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
            title: t('jail-options.change', 'Change {{jail}}', { jail: jail.name, interpolation: PLAIN }),
            change: { kind: 'set_options', jail: jail.name, options },
            onDone: draft.clear,
            onProblems: draft.judge,
          })
        }
      />
    </Section>
  );
}
