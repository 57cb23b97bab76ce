import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Stack, Text, useStyles2 } from '@grafana/ui';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { ApiError } from '../../api/ApiError';
import { useLabRun } from '../../api/useLab';
import { FailureState } from '../../components/FailureState';
import { DryRunSection } from './DryRunSection';
import { FilterFields } from './FilterFields';
import type { FilterDraft, SourceDraft } from './labDraft';
import { fieldProblem, NO_FILTER, toFilter, toSource } from './labDraft';
import { OutdatedNotice } from './OutdatedNotice';
import { LabResult } from './LabResult';
import { Samples } from './Samples';
import { SourceFields } from './SourceFields';

/** A filter and lines side by side, what becomes of them below. */
export function Bench({ uid }: { uid: string }) {
  const styles = useStyles2(getStyles);
  const [params] = useSearchParams();
  const [filter, setFilter] = useState<FilterDraft>(() => {
    const [jail, saved] = [params.get('jail'), params.get('filter')];
    return { ...NO_FILTER, kind: jail === null ? 'saved' : 'jail', saved, jail };
  });
  const [source, setSource] = useState<SourceDraft>({ kind: params.has('jail') ? 'log' : 'lines', text: '', jail: params.get('jail'), file: null, match: '' });
  const { mutate, data, variables, error, isPending, reset } = useLabRun(uid);

  const wanted = toFilter(filter);
  const lines = toSource(source);
  const found = error instanceof ApiError ? fieldProblem(error) : null;
  const wrong = found !== null && (found.field === 'match' ? source.kind === 'journal' : filter.kind === 'candidate') ? found : null;
  const forget = () => {
    if (error) {
      reset();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== null && lines !== null) {
      mutate({ filter: wanted, source: lines });
    }
  };
  const keeper = filter.kind === 'saved' ? filter.saved : filter.kind === 'candidate' ? filter.base : null;
  return (
    <Stack direction="column" gap={3}>
      <Text element="p" color="secondary">
        {t('lab.intro', 'fail2ban’s own program judges each line as the server would. Nothing is changed and nobody is banned.')}
      </Text>
      <form onSubmit={submit} className={styles.form} noValidate>
        <div className={styles.bench}>
          <FilterFields
            uid={uid}
            draft={filter}
            problem={wrong}
            onChange={(next) => {
              setFilter(next);
              forget();
            }}
          />
          <SourceFields
            uid={uid}
            draft={source}
            problem={wrong}
            onChange={(next) => {
              setSource(next);
              forget();
            }}
          />
        </div>
        <div>
          <Button type="submit" icon={isPending ? 'spinner' : 'play'} disabled={isPending || wanted === null || lines === null}>
            {t('lab.run', 'Try it')}
          </Button>
        </div>
      </form>
      {error && wrong === null && <FailureState error={error} beside />}
      {data && !isPending && JSON.stringify(variables) !== JSON.stringify({ filter: wanted, source: lines }) && <OutdatedNotice />}
      {data && (
        <LabResult
          uid={uid}
          run={data}
          onEdit={filter.kind === 'saved' ? () => setFilter({ ...filter, kind: 'candidate', base: filter.saved, failregex: data.failregex.map(({ text }) => text).join('\n'), ignoreregex: data.ignoreregex.map(({ text }) => text).join('\n') }) : undefined}
        />
      )}
      {keeper !== null && <Samples key={keeper} uid={uid} name={keeper} filter={wanted} tried={data?.lines ?? []} />}
      <DryRunSection uid={uid} jail={filter.jail ?? source.jail} filter={wanted} />
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bench: css({ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))', gap: theme.spacing(2) }),
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
});
