import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { FilterSample, LabLine } from '../../../pkg/contract/filterLab';
import type { Column } from '../../components/DataTable';
import { VerdictBadge } from './VerdictBadge';

type Row = FilterSample & { index: number };

interface SampleColumns {
  /** What became of those that are not judged as expected, by their index. */
  failing: ReadonlyMap<number, LabLine>;
  onExpect(index: number, expect: FilterSample['expect']): void;
  onRemove(index: number): void;
}

export function sampleColumns({ failing, onExpect, onRemove }: SampleColumns): Array<Column<Row>> {
  return [
    {
      id: 'line',
      header: t('samples.line', 'Line'),
      wrap: true,
      narrow: 'line',
      cell: ({ line, index }) => <SampleText line={line} verdict={failing.get(index)?.verdict ?? null} />,
    },
    {
      id: 'expect',
      header: t('samples.expected', 'Expected'),
      cell: ({ index, expect }) => (
        <RadioButtonGroup<FilterSample['expect']>
          size="sm"
          aria-label={t('samples.expected-of', 'Expected of sample {{number}}', { number: index + 1 })}
          options={[
            { value: 'match', label: t('samples.match', 'Failure') },
            { value: 'no_match', label: t('samples.no-match', 'None') },
          ]}
          value={expect}
          onChange={(next) => onExpect(index, next)}
        />
      ),
    },
    { id: 'remove', header: '', cell: ({ index }) => <RemoveButton number={index + 1} onClick={() => onRemove(index)} /> },
  ];
}

function RemoveButton({ number, onClick }: { number: number; onClick(): void }) {
  return (
    <Button size="sm" variant="secondary" fill="text" aria-label={t('samples.remove-one', 'Remove sample {{number}}', { number })} onClick={onClick}>
      {t('samples.remove', 'Remove')}
    </Button>
  );
}

function SampleText({ line, verdict }: { line: string; verdict: LabLine['verdict'] | null }) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <code className={styles.line}>{line}</code>
      {verdict !== null && (
        <div>
          {t('samples.now', 'Judged now as')} <VerdictBadge verdict={verdict} />
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ padding: 0, border: 0, background: 'none', color: theme.colors.text.primary, fontSize: theme.typography.bodySmall.fontSize, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
