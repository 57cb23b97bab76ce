import { useSamples } from '../../api/useLab';
import { t } from '@grafana/i18n';
import type { LabFilter, LabLine } from '../../../pkg/contract/filterLab';
import { PLAIN } from '../../i18n';
import { QueryRegion } from '../../components/QueryRegion';
import { Section } from '../../components/Section';
import { SampleSet } from './SampleSet';

interface SamplesProps {
  uid: string;
  /** The saved filter that they are kept of. */
  name: string;
  /** What they are tried with. */
  filter: LabFilter | null;
  /** The lines of the last run. */
  tried: readonly LabLine[];
}

/** Lines that are kept of a filter, with what is expected of each. */
export function Samples({ uid, name, filter, tried }: SamplesProps) {
  const query = useSamples(uid, name);
  return (
    <Section title={t('samples.title', 'Samples kept of {{name}}', { name, interpolation: PLAIN })}>
      <QueryRegion query={query}>{(kept) => <SampleSet uid={uid} name={name} kept={kept} onLook={async () => (await query.refetch()).data} filter={filter} tried={tried} />}</QueryRegion>
    </Section>
  );
}
