import { t } from '@grafana/i18n';
import { Combobox, Field, Input, RadioButtonGroup } from '@grafana/ui';
import { useId } from 'react';
import { useJails } from '../../api/queries';
import { useDefinitions } from '../../api/configQueries';
import { Card } from '../../components/Card';
import { ExpressionField } from './ExpressionField';
import { FilterExtras } from './FilterExtras';
import type { FieldProblem, FilterDraft } from './labDraft';

interface FilterFieldsProps {
  uid: string;
  draft: FilterDraft;
  /** What the candidate is refused for. */
  problem: FieldProblem | null;
  onChange(draft: FilterDraft): void;
}

/** Which filter is tried: a saved one, what a jail has loaded, or one that is written here. */
export function FilterFields({ uid, draft, problem, onChange }: FilterFieldsProps) {
  const ids = { saved: useId(), mode: useId(), jail: useId(), base: useId() };
  const names = useDefinitions(uid, 'filter').data?.definitions ?? [];
  const jails = useJails(uid).data?.jails ?? [];
  const filters = names.map(({ name }) => ({ value: name }));
  const put = (part: Partial<FilterDraft>) => onChange({ ...draft, ...part });
  return (
    <Card label={t('lab.filter', 'Filter')}>
      <RadioButtonGroup<FilterDraft['kind']>
        aria-label={t('lab.filter', 'Filter')}
        options={[
          { value: 'saved', label: t('lab.saved', 'Saved') },
          { value: 'jail', label: t('lab.of-jail', 'Of a running jail') },
          { value: 'candidate', label: t('lab.candidate', 'Written here') },
        ]}
        value={draft.kind}
        onChange={(kind) => put({ kind })}
      />
      {draft.kind === 'saved' && (
        <>
          <Field noMargin htmlFor={ids.saved} label={t('lab.saved-filter', 'Saved filter')}>
            <Combobox id={ids.saved} placeholder={t('lab.choose-filter', 'Choose a filter')} options={filters} value={draft.saved} onChange={({ value }) => put({ saved: value })} />
          </Field>
          <Field noMargin htmlFor={ids.mode} label={t('lab.mode', 'Mode')} description={t('lab.mode-help', 'Of filters that have any, such as “aggressive” of sshd. Empty: its own default.')}>
            <Input id={ids.mode} maxLength={32} value={draft.mode} onChange={(event) => put({ mode: event.currentTarget.value })} />
          </Field>
        </>
      )}
      {draft.kind === 'jail' && (
        <Field noMargin htmlFor={ids.jail} label={t('lab.jail', 'Running jail')} description={t('lab.jail-help', 'Its filter as the server has loaded it.')}>
          <Combobox id={ids.jail} placeholder={t('lab.choose-jail', 'Choose a jail')} options={jails.map(({ name }) => ({ value: name }))} value={draft.jail} onChange={({ value }) => put({ jail: value })} />
        </Field>
      )}
      {draft.kind === 'candidate' && (
        <>
          <Field noMargin htmlFor={ids.base} label={t('lab.base', 'Built on')} description={t('lab.base-help', 'What is not written here is as in this filter, and its %(names)s hold.')}>
            <Combobox id={ids.base} isClearable placeholder={t('lab.no-base', 'No other filter')} options={filters} value={draft.base} onChange={(option) => put({ base: option?.value ?? null })} />
          </Field>
          <ExpressionField
            label={t('lab.failregex', 'failregex')}
            help={t('lab.failregex-help', 'One expression a line, each with <HOST>, <ADDR> or another name of what is banned.')}
            rows={6}
            value={draft.failregex}
            failing={problem?.field === 'failregex' ? problem : null}
            onChange={(failregex) => put({ failregex })}
          />
          <ExpressionField
            label={t('lab.ignoreregex', 'ignoreregex')}
            help={t('lab.ignoreregex-help', 'One expression a line; lines that one of them knows count for nothing.')}
            rows={2}
            value={draft.ignoreregex}
            failing={problem?.field === 'ignoreregex' ? problem : null}
            onChange={(ignoreregex) => put({ ignoreregex })}
          />
          <FilterExtras draft={draft} problem={problem} onChange={put} />
        </>
      )}
    </Card>
  );
}
