import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

/** Lines of a log as they are; scrolls by keyboard as well. */
export function LogText({ label, lines, 'data-testid': testId }: { label: string; lines: readonly string[]; 'data-testid'?: string }) {
  return (
    <pre className={useStyles2(getStyles).lines} tabIndex={0} role="region" aria-label={label} data-testid={testId}>
      {lines.join('\n')}
    </pre>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  lines: css({ margin: 0, maxHeight: theme.spacing(50), overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: theme.typography.bodySmall.fontSize }),
});
