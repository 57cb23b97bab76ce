import type { Limit } from '../../../pkg/contract/surroundings';
import { useChange } from '../../api/useChange';
import { ActDialog } from '../ActDialog';
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
    <ActDialog
      title={title}
      consequences={consequences}
      confirm={confirm}
      isDestructive={action === 'stop'}
      error={error}
      progress={progress}
      isPending={isPending}
      onConfirm={() => void carryOut()}
      onClose={onClose}
    />
  );
}
