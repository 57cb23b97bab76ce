import { t } from '@grafana/i18n';
import { Alert, Button, Field, Input, Modal, Stack, Text } from '@grafana/ui';
import { useState } from 'react';
import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import type { WantedChange } from '../../../api/configEndpoints';
import { usePreview } from '../../../api/configQueries';
import { useConfigChange } from '../../../api/useConfigChange';
import { toApiError } from '../../../api/toApiError';
import { EndingWarning } from '../../../components/EndingWarning';
import { FailureState } from '../../../components/FailureState';
import { QueryRegion } from '../../../components/QueryRegion';
import { ChangePreview } from './ChangePreview';
import { endingOf } from './endingOf';
import { problemsOf } from './problemsOf';
import { RefusedChange } from './RefusedChange';

/** What a person has chosen to change. */
export interface ChosenChange {
  title: string;
  change: WantedChange;
  /** What a yes brings with it, beyond what the preview tells. */
  consequences?: string[];
  destructive?: boolean;
  /** The digest that the change was made on, null for no file: it is made on nothing else, and `onMoved` is told when somebody wants to see what has changed. */
  base?: { digest: string | null; onMoved(): void };
  onDone?: () => void;
  /** Told what was found wrong when the dialog is closed. */
  onProblems?: (problems: ConfigPreview['problems']) => void;
}

interface ChangeDialogProps extends ChosenChange {
  uid: string;
  onClose(): void;
}

/** Shows what a change would write and do, and does it; stays when it went wrong, with the reason. */
export function ChangeDialog({ uid, title, change, consequences = [], destructive = false, base, onDone, onProblems, onClose }: ChangeDialogProps) {
  const [reason, setReason] = useState('');
  const [warnedOf, setWarnedOf] = useState<number | null>(null);
  const preview = usePreview(uid, change);
  const { mutate, reset, error, isPending, isLate } = useConfigChange(uid);
  const found = preview.data;
  const moved = found !== undefined && base !== undefined && found.expected !== base.digest;
  const conflict = moved || (error !== null && toApiError(error).code === 'REVISION_CONFLICT');
  const ending = found ? endingOf(found.jails) : null;
  const isWarned = ending !== null && ending === warnedOf;
  const apply = ({ expected }: ConfigPreview) => {
    if (ending !== null && !isWarned) {
      setWarnedOf(ending);
      return;
    }
    mutate(
      { change, reason: reason.trim(), expected: base ? base.digest : expected },
      {
        onSuccess: () => {
          onDone?.();
          onClose();
        },
      }
    );
  };
  const close = () => {
    onProblems?.([...(found?.problems ?? []), ...problemsOf(preview.error), ...problemsOf(error)]);
    onClose();
  };
  const lookAgain = () => {
    reset();
    if (base) {
      base.onMoved();
      onClose();
    } else {
      void preview.refetch();
    }
  };
  const nothing = found !== undefined && found.problems.length === 0 && found.diff.every(({ kind }) => kind === 'same');
  return (
    <Modal isOpen title={title} onDismiss={close} closeOnBackdropClick={false}>
      <Stack direction="column" gap={2}>
        {conflict && <RefusedChange keepsText={base !== undefined} error={error} onLookAgain={lookAgain} />}
        {error && !conflict && <FailureState error={error} beside />}
        {isLate && (
          <Alert severity="info" title={t('change.late', 'fail2ban is still at work')}>
            {t('change.late-text', 'It goes on when you close this; the history tells how it ended.')}
          </Alert>
        )}
        {consequences.map((sentence) => (
          <Text key={sentence} element="p">
            {sentence}
          </Text>
        ))}
        <QueryRegion query={preview}>{(data) => <ChangePreview preview={data} unchanged={nothing} />}</QueryRegion>
        {isWarned && <EndingWarning count={ending} />}
        {found && (
          <Field noMargin label={t('change.reason', 'Reason')} description={t('change.reason-help', 'Kept in the history, for whoever wonders later')}>
            <Input id="config-change-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          </Field>
        )}
      </Stack>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={close}>
          {isPending ? t('change.close', 'Close') : t('change.cancel', 'Cancel')}
        </Button>
        <Button
          variant={destructive || isWarned ? 'destructive' : 'primary'}
          icon={isPending ? 'spinner' : 'check'}
          disabled={isPending || conflict || nothing || found === undefined || preview.isFetching || found.problems.length > 0}
          onClick={() => found && apply(found)}
        >
          {isWarned ? t('change.insist', 'Apply it all the same') : t('change.apply', 'Apply')}
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
