import { t } from '@grafana/i18n';
import { ConfirmModal, Stack, Text } from '@grafana/ui';
import type { ServerAct } from '../../api/changes';
import { useChange } from '../../api/useChange';
import { WorkingNotice } from '../bans/WorkingNotice';
import { FailureState } from '../FailureState';
import { serverQuestion } from './serverQuestion';

interface ServerActDialogProps {
  uid: string;
  act: ServerAct;
  /** The jail whose activation a rollback takes back. */
  jail?: string;
  onClose(): void;
}

/** Reloads, restarts or rolls back after saying what that means; shows how far it is, and stays when it went wrong. */
export function ServerActDialog({ uid, act, jail = '', onClose }: ServerActDialogProps) {
  const { mutate, error, isPending, progress } = useChange(uid);
  const { title, consequences, confirm } = serverQuestion(act, jail);
  return (
    <ConfirmModal
      isOpen
      icon={act.kind === 'reload' ? 'question-circle' : 'exclamation-triangle'}
      title={title}
      confirmText={confirm}
      confirmButtonVariant={act.kind === 'reload' ? 'primary' : 'destructive'}
      dismissText={t('server-act.cancel', 'Cancel')}
      disabled={isPending}
      onConfirm={() => mutate(act, { onSuccess: onClose })}
      onDismiss={onClose}
      body={
        <Stack direction="column" gap={1}>
          {error && <FailureState error={error} beside />}
          {progress && <WorkingNotice operation={progress} />}
          {consequences.map((sentence) => (
            <Text key={sentence} element="p">
              {sentence}
            </Text>
          ))}
        </Stack>
      }
    />
  );
}
