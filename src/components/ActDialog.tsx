import { t } from '@grafana/i18n';
import { ConfirmModal, Stack, Text } from '@grafana/ui';
import type { Operation } from '../../pkg/contract/bans';
import { WorkingNotice } from './bans/WorkingNotice';
import { FailureState } from './FailureState';

interface ActDialogProps {
  title: string;
  /** What it will do, a sentence each. */
  consequences: readonly string[];
  confirm: string;
  isDestructive: boolean;
  error: Error | null;
  progress: Operation | null;
  isPending: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something is done to jails or to the server, shows how far it is, and stays when it went wrong. */
export function ActDialog({ title, consequences, confirm, isDestructive, error, progress, isPending, onConfirm, onClose }: ActDialogProps) {
  return (
    <ConfirmModal
      isOpen
      icon={isDestructive ? 'exclamation-triangle' : 'question-circle'}
      title={title}
      confirmText={confirm}
      confirmButtonVariant={isDestructive ? 'destructive' : 'primary'}
      dismissText={t('act-dialog.cancel', 'Cancel')}
      disabled={isPending}
      onConfirm={onConfirm}
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
