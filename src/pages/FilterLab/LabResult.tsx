import { t } from '@grafana/i18n';
import { Button, FilterPill, Stack } from '@grafana/ui';
import { useState } from 'react';
import type { LabLine, LabRun } from '../../../pkg/contract/filterLab';
import { DataTable } from '../../components/DataTable';
import { Section } from '../../components/Section';
import { testIds } from '../../testIds';
import { ExpressionList } from './ExpressionList';
import { lineColumns } from './lineColumns';
import { VERDICTS, verdictText } from './verdictText';

const SHOWN = 50;

interface LabResultProps {
  uid: string;
  run: LabRun;
  /** Takes the expressions over to be changed. */
  onEdit?: () => void;
}

/** What became of each line; a press on a total shows only these. */
export function LabResult({ uid, run, onEdit }: LabResultProps) {
  const [only, setOnly] = useState<LabLine['verdict'] | null>(null);
  const [isLong, setLong] = useState(false);
  const numbered = run.lines.map((line, index) => ({ ...line, number: index + 1 }));
  const wanted = only === null ? numbered : numbered.filter(({ verdict }) => verdict === only);
  const rows = isLong ? wanted : wanted.slice(0, SHOWN);
  return (
    <Section title={t('lab.result', 'Result')}>
      <Stack direction="row" gap={1} wrap="wrap">
        <FilterPill label={t('lab.all-lines', 'All lines: {{total}}', { total: run.totals.lines })} selected={only === null} onClick={() => setOnly(null)} />
        {VERDICTS.filter((verdict) => run.totals[verdict] > 0).map((verdict) => (
          <FilterPill key={verdict} label={t('lab.verdict-total', '{{verdict}}: {{total}}', { verdict: verdictText(verdict), total: run.totals[verdict] })} selected={only === verdict} onClick={() => setOnly(only === verdict ? null : verdict)} />
        ))}
      </Stack>
      <DataTable label={t('lab.judged', 'Lines and what became of them')} data-testid={testIds.labLines} columns={lineColumns(uid)} rows={rows} rowKey={({ number }) => String(number)} dense narrowBelow={900} />
      {rows.length < wanted.length && (
        <div>
          <Button variant="secondary" fill="text" onClick={() => setLong(true)}>
            {t('lab.show-all', 'Show all {{total}}', { total: wanted.length })}
          </Button>
        </div>
      )}
      <ExpressionList run={run} />
      {onEdit && (
        <div>
          <Button variant="secondary" size="sm" icon="edit" onClick={onEdit}>
            {t('lab.edit', 'Change these expressions here')}
          </Button>
        </div>
      )}
    </Section>
  );
}
