import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { LabLine } from '../../../pkg/contract/filterLab';
import { AddressLink } from '../../components/addresses/AddressLink';
import type { Column } from '../../components/DataTable';
import { formatMoment } from '../../components/formatTime';
import { VerdictBadge } from './VerdictBadge';

export type NumberedLine = LabLine & { number: number };

export function lineColumns(uid: string): Array<Column<NumberedLine>> {
  return [
    { id: 'verdict', header: t('lab.verdict', 'Verdict'), cell: ({ verdict }) => <VerdictBadge verdict={verdict} />, narrow: 'bare' },
    { id: 'line', header: t('lab.line', 'Line'), cell: ({ text, fields }) => <LineText text={text} fields={fields} />, wrap: true, narrow: 'line' },
    { id: 'expression', header: t('lab.known-by', 'Known by'), cell: ({ expression, ignoredBy }) => nameOf(expression, ignoredBy) },
    { id: 'host', header: t('lab.host', 'Host'), cell: ({ host }) => (host === null ? '–' : <AddressLink uid={uid} address={host} />) },
    { id: 'time', header: t('lab.time', 'Time'), cell: ({ time }) => (time === null ? '–' : formatMoment(time)) },
  ];
}

function nameOf(expression: number | null, ignoredBy: number | null): string {
  const names = [expression === null ? '' : t('lab.nth-fail', 'failregex {{number}}', { number: expression + 1 }), ignoredBy === null ? '' : t('lab.nth-ignore', 'ignoreregex {{number}}', { number: ignoredBy + 1 })];
  return names.filter(Boolean).join(', ') || '–';
}

function LineText({ text, fields }: Pick<LabLine, 'text' | 'fields'>) {
  const styles = useStyles2(getStyles);
  const captured = Object.entries(fields);
  return (
    <div>
      <code className={styles.line}>{text}</code>
      {captured.length > 0 && (
        <div className={styles.fields}>
          {captured.map(([name, value]) => (
            <span key={name}>
              {name} <strong>{value}</strong>
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ padding: 0, border: 0, background: 'none', color: theme.colors.text.primary, fontSize: theme.typography.bodySmall.fontSize, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  fields: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2), color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
