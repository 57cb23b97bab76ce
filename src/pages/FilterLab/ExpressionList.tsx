import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Text, useStyles2 } from '@grafana/ui';
import type { LabRun } from '../../../pkg/contract/filterLab';
import { testIds } from '../../testIds';

/** The expressions as fail2ban has read them, and how many lines each knew first. */
export function ExpressionList({ run }: { run: LabRun }) {
  const styles = useStyles2(getStyles);
  const rows = [...run.failregex.map((one, index) => ({ ...one, name: t('lab.nth-fail', 'failregex {{number}}', { number: index + 1 }) })), ...run.ignoreregex.map((one, index) => ({ ...one, name: t('lab.nth-ignore', 'ignoreregex {{number}}', { number: index + 1 }) }))];
  return (
    <details data-testid={testIds.labExpressions}>
      <summary>{t('lab.expressions', 'Expressions as fail2ban has read them')}</summary>
      <ul className={styles.list}>
        {rows.map(({ name, text, lines }) => (
          <li key={name}>
            <Text variant="bodySmall" color={lines === 0 ? 'secondary' : 'primary'} weight={lines === 0 ? 'regular' : 'medium'}>
              {name}, {t('lab.known-lines', '{{count}} lines', { count: lines })}
            </Text>
            <code className={styles.text}>{text}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0), maxHeight: theme.spacing(60), overflowY: 'auto', li: { marginBottom: theme.spacing(1) } }),
  text: css({ display: 'block', padding: 0, border: 0, background: 'none', fontSize: theme.typography.bodySmall.fontSize, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
