import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { testIds } from '../testIds';

const ICON = { info: 'info-circle', warning: 'exclamation-triangle', error: 'exclamation-circle' } as const;

/** What the data say about themselves: that they are old, or not all. */
export function DataNotices({ frames }: { frames: readonly DataFrame[] }) {
  const styles = useStyles2(getStyles);
  const notices = new Map(frames.flatMap(({ meta }) => meta?.notices ?? []).map((notice) => [notice.text, notice]));
  if (notices.size === 0) {
    return null;
  }
  return (
    <div role="status" className={styles.notices} data-testid={testIds.panelNotices}>
      {[...notices.values()].map(({ severity, text }) => (
        <div key={text} className={styles.notice}>
          <Icon name={ICON[severity]} size="sm" className={styles[severity]} />
          <span>{text}</span>
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  notices: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
  notice: css({ display: 'flex', gap: theme.spacing(0.5), alignItems: 'baseline', overflowWrap: 'anywhere' }),
  info: css({ color: theme.colors.info.text, flexShrink: 0 }),
  warning: css({ color: theme.colors.warning.text, flexShrink: 0 }),
  error: css({ color: theme.colors.error.text, flexShrink: 0 }),
});
