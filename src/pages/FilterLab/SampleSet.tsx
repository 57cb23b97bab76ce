import { t } from '@grafana/i18n';
import { Alert, Button, Stack, Text } from '@grafana/ui';
import { useState } from 'react';
import type { FilterSample, KeptSamples, LabFilter, LabLine } from '../../../pkg/contract/filterLab';
import { toApiError } from '../../api/toApiError';
import { useKeepSamples, useSamplesRun } from '../../api/useLab';
import { DataTable } from '../../components/DataTable';
import { FailureState } from '../../components/FailureState';
import { testIds } from '../../testIds';
import { MOST_SAMPLES } from './labDraft';
import { MovedSamples } from './MovedSamples';
import { sampleColumns } from './sampleColumns';
import { samplesOf } from './samplesOf';

interface SampleSetProps {
  uid: string;
  name: string;
  kept: KeptSamples;
  /** Asks for them again. */
  onLook(): Promise<KeptSamples | undefined>;
  filter: LabFilter | null;
  tried: readonly LabLine[];
}

export function SampleSet({ uid, name, kept, onLook, filter, tried }: SampleSetProps) {
  // Null: as they are kept.
  const [draft, setDraft] = useState<{ samples: readonly FilterSample[]; expected: string } | null>(null);
  const keep = useKeepSamples(uid, name);
  const run = useSamplesRun(uid, name);
  const samples = draft?.samples ?? kept.samples;
  const isMoved = keep.error !== null && toApiError(keep.error).code === 'REVISION_CONFLICT';
  const fresh = samplesOf(tried, samples);
  const edit = (next: readonly FilterSample[]) => {
    run.reset();
    setDraft({ samples: next, expected: draft?.expected ?? kept.digest });
  };
  const lookAgain = async (keepsMine: boolean) => {
    const now = await onLook();
    if (now) {
      keep.reset();
      setDraft(keepsMine ? { samples, expected: now.digest } : null);
    }
  };
  const failing = new Map(run.data?.failing.map(({ index, line }) => [index, line]));
  const tryThem = () => run.mutate({ candidate: filter !== null && 'candidate' in filter ? filter.candidate : null, mode: filter !== null && 'saved' in filter ? filter.mode : null });
  return (
    <Stack direction="column" gap={1}>
      <Text element="p" color="secondary">
        {t('samples.intro', 'They are judged before each change of this filter is saved, and show what it would break.')}
      </Text>
      {isMoved && <MovedSamples onLoad={() => void lookAgain(false)} onKeep={() => void lookAgain(true)} />}
      {keep.error && !isMoved && <FailureState error={keep.error} beside />}
      {run.error && <FailureState error={run.error} beside />}
      {run.data && (
        <Alert
          severity={failing.size === 0 ? 'success' : 'error'}
          title={failing.size === 0 ? t('samples.fine', 'All {{total}} samples are judged as expected', { total: run.data.checked }) : t('samples.failing', '{{failing}} of {{total}} samples are not judged as expected', { failing: failing.size, total: run.data.checked })}
        />
      )}
      {samples.length === 0 ? (
        <Text color="secondary">{t('samples.none', 'None is kept. Try the filter on lines, then add these.')}</Text>
      ) : (
        <DataTable
          label={t('samples.label', 'Samples')}
          data-testid={testIds.samples}
          dense
          columns={sampleColumns({
            failing,
            onExpect: (at, expect) => edit(samples.map((one, index) => (index === at ? { ...one, expect } : one))),
            onRemove: (at) => edit(samples.filter((_, index) => index !== at)),
          })}
          rows={samples.map((sample, index) => ({ ...sample, index }))}
          rowKey={({ index, line }) => `${index} ${line}`}
        />
      )}
      <Stack direction="row" gap={1} wrap="wrap">
        <Button variant="secondary" size="sm" icon="plus" disabled={fresh.length === 0 || samples.length + fresh.length > MOST_SAMPLES} onClick={() => edit([...samples, ...fresh])}>
          {fresh.length === 0 ? t('samples.add-none', 'Add judged lines') : t('samples.add', 'Add {{count}} lines as samples', { count: fresh.length })}
        </Button>
        <Button variant="secondary" size="sm" icon="play" disabled={draft !== null || kept.samples.length === 0 || run.isPending} onClick={tryThem}>
          {t('samples.run', 'Judge the samples')}
        </Button>
        {draft !== null && (
          <>
            <Button size="sm" icon="save" disabled={keep.isPending || isMoved} onClick={() => keep.mutate(draft, { onSuccess: () => setDraft(null) })}>
              {t('samples.save', 'Keep these samples')}
            </Button>
            <Button variant="secondary" size="sm" fill="text" onClick={() => {
                keep.reset();
                setDraft(null);
              }}
            >
              {t('samples.discard', 'Discard the changes')}
            </Button>
          </>
        )}
      </Stack>
    </Stack>
  );
}
