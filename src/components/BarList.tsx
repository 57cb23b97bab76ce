import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

export interface Bar {
  key: string;
  name: ReactNode;
  count: number;
  /** What else there is to say, in short. */
  note?: string;
}

/** Names with their numbers, and bars that show how these compare. */
export function BarList({ label, bars, 'data-testid': testId }: { label: string; bars: readonly Bar[]; 'data-testid'?: string }) {
  const styles = useStyles2(getStyles);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <ul aria-label={label} className={styles.list} data-testid={testId}>
      {bars.map(({ key, name, count, note }) => (
        <li key={key} className={styles.row}>
          <div className={styles.name}>{name}</div>
          <div className={styles.count}>{count.toLocaleString()}</div>
          <div className={styles.track} aria-hidden>
            <div className={styles.bar} style={{ width: `${(100 * count) / most}%` }} />
          </div>
          {note !== undefined && <div className={styles.note}>{note}</div>}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 6ch minmax(40px, 25%) auto',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: theme.spacing(4),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ overflowWrap: 'anywhere' }),
  count: css({ textAlign: 'right', fontVariantNumeric: 'tabular-nums' }),
  track: css({ height: theme.spacing(1) }),
  bar: css({ height: '100%', minWidth: 2, borderRadius: theme.shape.radius.default, background: theme.colors.primary.main }),
  note: css({ minWidth: '12ch', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
