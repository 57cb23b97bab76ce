import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import { testIds } from '../../../testIds';
import { foldDiff } from './foldDiff';

const SIGN = { added: '+', removed: '-', same: ' ' } as const;

/** How a file changes, line by line; long stretches that stay are left out. */
export function DiffView({ lines, label }: { lines: ConfigPreview['diff']; label: string }) {
  const styles = useStyles2(getStyles);
  return (
    // What scrolls must be reachable by keyboard.
    <pre className={styles.diff} aria-label={label} tabIndex={0} data-testid={testIds.diff}>
      {foldDiff(lines).map((part, index) =>
        'skipped' in part ? (
          <span key={index} className={cx(styles.line, styles.skipped)}>
            {t('diff.skipped', '… {{count}} lines as they are', { count: part.skipped })}
          </span>
        ) : (
          <span key={index} className={cx(styles.line, part.kind !== 'same' && styles[part.kind])}>
            {`${SIGN[part.kind]} ${part.text}`}
          </span>
        )
      )}
    </pre>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  diff: css({
    margin: 0,
    padding: theme.spacing(0.5, 0),
    maxHeight: '45vh',
    overflow: 'auto',
    fontSize: theme.typography.bodySmall.fontSize,
    background: theme.colors.background.canvas,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
  line: css({ display: 'block', padding: theme.spacing(0, 1), minHeight: '1.5em' }),
  added: css({ background: theme.colors.success.transparent, color: theme.colors.success.text }),
  removed: css({ background: theme.colors.error.transparent, color: theme.colors.error.text }),
  skipped: css({ color: theme.colors.text.secondary, fontStyle: 'italic' }),
});
