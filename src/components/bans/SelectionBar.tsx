import { t } from '@grafana/i18n';
import { Button, Stack } from '@grafana/ui';
import type { Rights } from '../../api/useRights';
import { RoleButton } from '../RoleButton';

interface SelectionBarProps {
  count: number;
  rights: Rights;
  onUnban(): void;
  onClear(): void;
}

export function SelectionBar({ count, rights, onUnban, onClear }: SelectionBarProps) {
  if (count === 0) {
    return null;
  }
  return (
    <Stack direction="row" gap={1} alignItems="center">
      <span role="status">{t('selection.count', '{{count}} bans selected', { count })}</span>
      <RoleButton rights={rights} action="unban" size="sm" icon="unlock" variant="destructive" onClick={onUnban}>
        {t('selection.unban', 'Unban selected')}
      </RoleButton>
      <Button size="sm" fill="text" variant="secondary" onClick={onClear}>
        {t('selection.clear', 'Clear selection')}
      </Button>
    </Stack>
  );
}
