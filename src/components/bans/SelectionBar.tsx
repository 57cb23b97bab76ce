import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useChromeHeaderHeight } from '@grafana/runtime';
import { Button, Stack, useStyles2 } from '@grafana/ui';
import type { Rights } from '../../api/useRights';
import { RoleButton } from '../RoleButton';

interface SelectionBarProps {
  count: number;
  rights: Rights;
  onUnban(): void;
  onClear(): void;
}

export function SelectionBar({ count, rights, onUnban, onClear }: SelectionBarProps) {
  const styles = useStyles2(getStyles, useChromeHeaderHeight() ?? 0);
  if (count === 0) {
    return null;
  }
  return (
    <div className={styles.bar}>
      <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
        <span role="status">{t('selection.count', '{{count}} bans selected', { count })}</span>
        <RoleButton rights={rights} action="unban" size="sm" icon="unlock" variant="destructive" onClick={onUnban}>
          {t('selection.unban', 'Unban selected')}
        </RoleButton>
        <Button size="sm" fill="text" variant="secondary" onClick={onClear}>
          {t('selection.clear', 'Clear selection')}
        </Button>
      </Stack>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, headerHeight: number) => ({
  // Stays in sight below Grafana's own header, however far down the rows are.
  bar: css({
    position: 'sticky',
    top: headerHeight,
    zIndex: theme.zIndex.navbarFixed - 1,
    padding: theme.spacing(1, 0),
    background: theme.colors.background.primary,
  }),
});
