import { t } from '@grafana/i18n';
import { ConfirmModal, Stack, Text } from '@grafana/ui';
import type { Limit } from '../../../pkg/contract/surroundings';
import { useChange } from '../../api/useChange';
import { WorkingNotice } from '../bans/WorkingNotice';
import { FailureState } from '../FailureState';
import type { JailAction } from './jailActions';
import { startObstacle, toAct } from './jailActions';
import { questionOf } from './jailQuestion';
import type { JailRow } from './jailRows';

/** What a person has chosen to do, and the jail as it was shown then. */
export interface ChosenAct {
  action: JailAction;
  row: JailRow;
}

interface JailDialogProps extends ChosenAct {
  uid: string;
  limits: readonly Limit[];
  onClose(): void;
}

/** Stops, starts, sets idle or wakes a jail after saying what that means; stays when it went wrong, with the reason. */
export function JailDialog({ uid, action, row, limits, onClose }: JailDialogProps) {
  const { mutateAsync, error, isPending, progress } = useChange(uid);
  const { title, consequences, confirm } = questionOf(action, row, startObstacle(limits) === undefined);
  const carryOut = async () => {
    try {
      await mutateAsync(toAct(action, row.name));
      onClose();
    } catch {
      // `error` tells of it, and the dialog stays.
    }
  };
  return (
    <ConfirmModal
      isOpen
      icon={action === 'stop' ? 'exclamation-triangle' : 'question-circle'}
      title={title}
      confirmText={confirm}
      confirmButtonVariant={action === 'stop' ? 'destructive' : 'primary'}
      dismissText={t('jail-dialog.cancel', 'Cancel')}
      disabled={isPending}
      onConfirm={carryOut}
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
