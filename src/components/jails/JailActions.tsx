import { t } from '@grafana/i18n';
import type { IconName } from '@grafana/ui';
import { Stack } from '@grafana/ui';
import type { Limit } from '../../../pkg/contract/surroundings';
import type { Rights } from '../../api/useRights';
import { RoleButton } from '../RoleButton';
import type { JailAction } from './jailActions';
import { actionsOf, startObstacle } from './jailActions';
import type { JailRow } from './jailRows';

interface JailActionsProps {
  row: JailRow;
  rights: Rights;
  limits: readonly Limit[];
  /** Leaves out what only helps where somebody else had a hand in it. */
  brief?: boolean;
  onAct(action: JailAction, row: JailRow): void;
}

/** The buttons of a jail; one that does nothing here says why. */
export function JailActions({ row, rights, limits, brief = false, onAct }: JailActionsProps) {
  const offered = actionsOf(brief ? { ...row, idle: row.idle ?? false } : row);
  return (
    <Stack direction="row" gap={1} wrap="wrap" justifyContent="flex-end">
      {offered.map((action) => (
        <RoleButton
          key={action}
          rights={rights}
          action="controlJails"
          size="sm"
          variant="secondary"
          icon={ICON[action]}
          obstacle={action === 'start' ? startObstacle(limits) : undefined}
          aria-label={nameOf(action, row.name)}
          onClick={() => onAct(action, row)}
        >
          {wordOf(action)}
        </RoleButton>
      ))}
    </Stack>
  );
}

const ICON: Record<JailAction, IconName> = { start: 'play', idle: 'pause', wake: 'play', stop: 'square-shape' };

function wordOf(action: JailAction): string {
  switch (action) {
    case 'start':
      return t('jail-action.start', 'Start');
    case 'idle':
      return t('jail-action.idle', 'Set idle');
    case 'wake':
      return t('jail-action.wake', 'Wake up');
    case 'stop':
      return t('jail-action.stop', 'Stop');
  }
}

function nameOf(action: JailAction, jail: string): string {
  switch (action) {
    case 'start':
      return t('jail-action.start-one', 'Start {{jail}}', { jail });
    case 'idle':
      return t('jail-action.idle-one', 'Set {{jail}} idle', { jail });
    case 'wake':
      return t('jail-action.wake-one', 'Wake {{jail}} up', { jail });
    case 'stop':
      return t('jail-action.stop-one', 'Stop {{jail}}', { jail });
  }
}
