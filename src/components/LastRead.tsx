import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Text, useStyles2 } from '@grafana/ui';
import type { ReactNode } from 'react';
import { formatAgo } from './formatTime';

/** Data of some time ago, seen to be so; why it is not newer is said elsewhere on the page. */
export function LastRead({ at, children }: { at: number; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <Text element="p" color="secondary" italic>
        {t('query.as-read', 'As read {{ago}}', { ago: formatAgo(at) })}
      </Text>
      <div className={styles.dimmed}>{children}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  dimmed: css({ opacity: 0.65, marginTop: theme.spacing(0.5) }),
});
