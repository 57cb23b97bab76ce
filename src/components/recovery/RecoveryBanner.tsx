import { t } from '@grafana/i18n';
import { Alert, ConfirmModal, Stack } from '@grafana/ui';
import { useState } from 'react';
import type { PendingRecovery } from '../../../pkg/contract/configServer';
import { useStatus } from '../../api/queries';
import { useRights } from '../../api/useRights';
import { useDismiss, useRecovery, useWriteObstacle } from '../../api/useServer';
import { testIds } from '../../testIds';
import { FailureState } from '../FailureState';
import { formatSpan } from '../formatTime';
import { Moment } from '../Moment';
import { RoleButton } from '../RoleButton';
import { restartObstacle } from './restartObstacle';
import { ServerActDialog } from './ServerActDialog';

/** On every page of a host whose fail2ban went down over an activation, until somebody has dealt with it. */
export function RecoveryBanner({ uid }: { uid: string }) {
  const pending = useStatus(uid).data?.recovery;
  return pending === undefined ? null : <PendingBanner uid={uid} pending={pending} />;
}

function PendingBanner({ uid, pending }: { uid: string; pending: PendingRecovery }) {
  const rights = useRights(uid);
  const cannotWrite = useWriteObstacle(uid);
  const obstacle = restartObstacle(useRecovery(uid).data?.canRestart ?? true) ?? cannotWrite;
  const [asked, setAsked] = useState<'rollback' | 'dismiss' | null>(null);
  const { jail_name: jail, activated_at: activatedAt, detected_at: detectedAt, recovered, undone } = pending;
  const after = formatSpan(Math.max(0, detectedAt - activatedAt));
  const close = () => setAsked(null);
  return (
    <Alert
      severity={recovered ? 'warning' : 'error'}
      data-testid={testIds.recovery}
      title={t('recovery.title', 'fail2ban went down {{after}} after jail {{jail}} was activated', { after, jail })}
    >
      <Stack direction="column" gap={1} alignItems="flex-start">
        <span>
          {leftText(pending)}{' '}
          (<Moment at={detectedAt} />)
        </span>
        <Stack direction="row" gap={1} wrap="wrap">
          <RoleButton rights={rights} action="configure" icon="history" size="sm" variant="destructive" obstacle={obstacle} onClick={() => setAsked('rollback')}>
            {undone ? t('recovery.restart', 'Restart…') : t('recovery.rollback', 'Roll back…')}
          </RoleButton>
          <RoleButton rights={rights} action="configure" icon="times" size="sm" variant="secondary" onClick={() => setAsked('dismiss')}>
            {t('recovery.dismiss', 'Dismiss…')}
          </RoleButton>
        </Stack>
        {obstacle !== undefined && rights.can('configure') && <span>{obstacle}</span>}
      </Stack>
      {asked === 'rollback' && <ServerActDialog uid={uid} act={{ kind: 'rollback' }} jail={jail} undone={undone} onClose={close} />}
      {asked === 'dismiss' && <DismissDialog uid={uid} onClose={close} />}
    </Alert>
  );
}

function leftText({ recovered, undone }: PendingRecovery): string {
  if (undone) {
    return recovered
      ? t('recovery.undone-up', 'The configuration is as before the activation again, and fail2ban answers. Restart it where it was started before that.')
      : t('recovery.undone-down', 'The configuration is as before the activation again. fail2ban is still down, and nobody new is banned: restart it.');
  }
  return recovered
    ? t('recovery.recovered', 'It answers again. The jail may well bring it down once more: take the activation back unless you know the cause.')
    : t('recovery.down', 'It does not answer yet, and nobody new is banned. Taking the activation back restores the configuration of before and restarts fail2ban.');
}

function DismissDialog({ uid, onClose }: { uid: string; onClose(): void }) {
  const { mutate, error, isPending } = useDismiss(uid);
  return (
    <ConfirmModal
      isOpen
      icon="question-circle"
      title={t('recovery.dismiss-title', 'Leave the configuration as it is?')}
      confirmText={t('recovery.dismiss-confirm', 'Dismiss')}
      confirmButtonVariant="primary"
      dismissText={t('recovery.cancel', 'Cancel')}
      disabled={isPending}
      onConfirm={() => mutate(undefined, { onSuccess: onClose })}
      onDismiss={onClose}
      body={
        <Stack direction="column" gap={1}>
          {error && <FailureState error={error} beside />}
          <span>{t('recovery.dismiss-text', 'The notice goes away for everybody, and cannot be rolled back from here any more.')}</span>
        </Stack>
      }
    />
  );
}
