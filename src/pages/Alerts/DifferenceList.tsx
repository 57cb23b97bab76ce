import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { HostRule } from '../../alerts/rulesOfHost';
import { differenceText } from './differenceText';

/** What is not as it would be made today. */
export function DifferenceList({ rule: { template, differences } }: { rule: HostRule }) {
  const styles = useStyles2(getStyles);
  if (differences.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label={t('difference.title', 'What differs in {{title}}', { title: template.title })}>
      {differences.map((difference) => (
        <li key={`${difference.part} ${difference.name ?? ''}`}>{differenceText(difference)}</li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0, paddingLeft: theme.spacing(2), color: theme.colors.warning.text, fontSize: theme.typography.bodySmall.fontSize, overflowWrap: 'anywhere' }),
});
