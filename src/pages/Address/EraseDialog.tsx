import { t } from '@grafana/i18n';
import { ConfirmModal, Stack, Text } from '@grafana/ui';
import { useErase } from '../../api/useErase';
import { FailureState } from '../../components/FailureState';
import { PLAIN } from '../../i18n';

interface EraseDialogProps {
  uid: string;
  address: string;
  onClose(): void;
}

export function EraseDialog({ uid, address, onClose }: EraseDialogProps) {
  const { mutate, error, isPending } = useErase(uid, address);
  return (
    <ConfirmModal
      isOpen
      icon="trash-alt"
      title={t('erase.title', 'Erase {{address}} from the archive?', { address, interpolation: PLAIN })}
      confirmText={t('erase.confirm', 'Erase')}
      disabled={isPending}
      onConfirm={() => mutate(undefined, { onSuccess: onClose })}
      onDismiss={onClose}
      body={
        <Stack direction="column" gap={2}>
          {error && <FailureState error={error} beside />}
          <Text element="p">{t('erase.text', 'Its bans, unbans, failed attempts and matched lines are removed and cannot be brought back. The backup of the archive and older copies of it in the same folder are removed, too; the next daily maintenance takes a new backup. The audit keeps that you did it.')}</Text>
          <Text element="p">{t('erase.not-lifted', 'What bans it now stays, and what it does from now on is archived again.')}</Text>
        </Stack>
      }
    />
  );
}
