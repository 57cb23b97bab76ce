import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';

type Figure = readonly [name: string, figure: number, note?: ReactNode];

/** A row of large numbers with their names. */
export function Figures({ figures, 'data-testid': testId }: { figures: readonly Figure[]; 'data-testid'?: string }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.grid} data-testid={testId}>
      {figures.map(([name, figure, note]) => (
        <div key={name} className={styles.figure}>
          <dt>{name}</dt>
          <dd>
            {figure.toLocaleString()}
            {note !== undefined && <span className={styles.note}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))', gap: theme.spacing(1), margin: 0, width: '100%' }),
  note: css({ display: 'inline-block', marginLeft: theme.spacing(1), fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
  figure: css({
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    dt: { color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, fontSize: theme.typography.h3.fontSize, fontVariantNumeric: 'tabular-nums' },
  }),
});
