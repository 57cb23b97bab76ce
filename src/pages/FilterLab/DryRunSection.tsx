import { t } from '@grafana/i18n';
import { Button, Combobox, Field, InlineSwitch, Input, Stack, Text } from '@grafana/ui';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import type { LabFilter } from '../../../pkg/contract/filterLab';
import { useJails } from '../../api/queries';
import { useDryRun } from '../../api/useLab';
import { FailureState } from '../../components/FailureState';
import { Section } from '../../components/Section';
import { wholeNumber } from '../../components/wholeNumber';
import { DryRunResult } from './DryRunResult';
import { OutdatedNotice } from './OutdatedNotice';

interface DryRunSectionProps {
  uid: string;
  /** What is chosen to begin with. */
  jail: string | null;
  filter: LabFilter | null;
}

/** Whom a jail would have banned over the last day, also with other values or the filter above. */
export function DryRunSection({ uid, jail: preset, filter }: DryRunSectionProps) {
  const ids = { jail: useId(), retry: useId(), time: useId(), above: useId() };
  const jails = useJails(uid).data?.jails ?? [];
  const [own, setOwn] = useState<string | null>(null);
  const [isFilterAbove, setFilterAbove] = useState(false);
  const [retry, setRetry] = useState('');
  const [time, setTime] = useState('');
  const { mutate, data, error, isPending, variables } = useDryRun(uid);
  const jail = own ?? preset;
  const maxRetry = wholeNumber(retry, 1);
  const findTime = wholeNumber(time, 1);
  const wrongRetry = retry.trim() !== '' && maxRetry === null;
  const wrongTime = time.trim() !== '' && findTime === null;
  const wanted = jail === null ? null : { jail, ...(isFilterAbove && filter !== null ? { filter } : {}), ...(maxRetry === null ? {} : { maxRetry }), ...(findTime === null ? {} : { findTime }) };
  const isOld = JSON.stringify(variables) !== JSON.stringify(wanted);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== null) {
      mutate(wanted);
    }
  };
  const wrong = t('dry-run.wrong', 'A whole number, 1 or more.');
  const asItIs = t('dry-run.as-it-is', 'as the jail has it');
  return (
    <Section title={t('dry-run.title', 'Dry run: who would have been banned in the last 24 hours?')}>
      <form onSubmit={submit} noValidate>
        <Stack direction="row" gap={2} wrap="wrap" alignItems="flex-end">
          <Field noMargin htmlFor={ids.jail} label={t('dry-run.jail', 'Jail, by its own logs')}>
            <Combobox id={ids.jail} width={28} placeholder={t('lab.choose-jail', 'Choose a jail')} options={jails.map(({ name }) => ({ value: name }))} value={jail} onChange={({ value }) => setOwn(value)} />
          </Field>
          <Field noMargin htmlFor={ids.retry} label={t('dry-run.max-retry', 'Failures allowed')} invalid={wrongRetry} error={wrong}>
            <Input id={ids.retry} width={20} inputMode="numeric" placeholder={asItIs} value={retry} onChange={(event) => setRetry(event.currentTarget.value)} />
          </Field>
          <Field noMargin htmlFor={ids.time} label={t('dry-run.find-time', 'Counted within, in seconds')} invalid={wrongTime} error={wrong}>
            <Input id={ids.time} width={20} inputMode="numeric" placeholder={asItIs} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
          </Field>
          <InlineSwitch id={ids.above} showLabel label={t('dry-run.filter-above', 'With the filter above')} disabled={filter === null} value={isFilterAbove && filter !== null} onChange={() => setFilterAbove(!isFilterAbove)} />
          <Button type="submit" variant="secondary" icon={isPending ? 'spinner' : 'play'} disabled={jail === null || isPending || wrongRetry || wrongTime}>
            {t('dry-run.run', 'Start the dry run')}
          </Button>
        </Stack>
      </form>
      {isPending && <Text color="secondary">{t('dry-run.working', 'Its logs of the last day are read and judged. This may take a minute.')}</Text>}
      {error && <FailureState error={error} beside />}
      {data && variables && !isPending && isOld && <OutdatedNotice />}
      {data && variables && <DryRunResult uid={uid} jail={variables.jail} run={data} />}
    </Section>
  );
}
