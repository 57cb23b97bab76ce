import { t } from '@grafana/i18n';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Text, useStyles2 } from '@grafana/ui';

interface DraftBarProps {
  count: number;
  ready: boolean;
  onPreview(): void;
  onDiscard(): void;
}

/** What has been changed and not been sent; stays in sight. */
export function DraftBar({ count, ready, onPreview, onDiscard }: DraftBarProps) {
  const styles = useStyles2(getStyles);
  return count === 0 ? null : (
    <div className={styles.bar} role="group" aria-label={t('draft.title', 'Changes not sent yet')}>
      <Text>{t('draft.count', '{{count}} changes', { count })}</Text>
      <Button size="sm" disabled={!ready} onClick={onPreview}>
        {t('change.preview', 'Preview')}
      </Button>
      <Button size="sm" variant="secondary" fill="outline" onClick={onDiscard}>
        {t('draft.discard', 'Discard')}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    position: 'sticky',
    bottom: 0,
    zIndex: theme.zIndex.activePanel,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
  }),
});
