import type { ServerAct } from '../../api/changes';
import { useChange } from '../../api/useChange';
import { ActDialog } from '../ActDialog';
import { serverQuestion } from './serverQuestion';

interface ServerActDialogProps {
  uid: string;
  act: ServerAct;
  /** The jail whose activation a rollback takes back. */
  jail?: string;
  /** Its configuration is back already: only the restart is left. */
  undone?: boolean;
  onClose(): void;
}

/** Reloads, restarts or rolls back after saying what that means; shows how far it is, and stays when it went wrong. */
export function ServerActDialog({ uid, act, jail = '', undone = false, onClose }: ServerActDialogProps) {
  const { mutate, error, isPending, progress } = useChange(uid);
  const { title, consequences, confirm } = serverQuestion(undone ? { kind: 'restart' } : act, jail);
  return (
    <ActDialog
      title={title}
      consequences={consequences}
      confirm={confirm}
      isDestructive={act.kind !== 'reload'}
      error={error}
      progress={progress}
      isPending={isPending}
      onConfirm={() => mutate(act, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
