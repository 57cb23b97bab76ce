import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** A number with a bar that shows its share of the largest one beside it. */
export function CountBar({ count, most }: { count: number; most: number }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.frame}>
      <span className={styles.count}>{count.toLocaleString()}</span>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} style={{ width: `${(100 * count) / Math.max(1, most)}%` }} />
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  count: css({ minWidth: theme.spacing(5), textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
  track: css({ flex: '1 1 auto', minWidth: theme.spacing(8), height: theme.spacing(1) }),
  bar: css({ display: 'block', height: '100%', minWidth: 2, borderRadius: theme.shape.radius.default, background: theme.colors.primary.main }),
});
