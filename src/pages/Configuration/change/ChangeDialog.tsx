import { t } from '@grafana/i18n';
import { Alert, Button, Field, Input, Modal, Stack, Text } from '@grafana/ui';
import { useState } from 'react';
import type { ConfigChange, ConfigPreview } from '../../../../pkg/contract/configChanges';
import { usePreview } from '../../../api/configQueries';
import { useConfigChange } from '../../../api/useConfigChange';
import { toApiError } from '../../../api/toApiError';
import { FailureState } from '../../../components/FailureState';
import { QueryRegion } from '../../../components/QueryRegion';
import { textBefore } from '../files/diffTexts';
import { ChangePreview } from './ChangePreview';
import { problemsOf } from './problemsOf';
import { RefusedChange } from './RefusedChange';

/** What a person has chosen to change. */
export interface ChosenChange {
  title: string;
  change: ConfigChange;
  /** What a yes brings with it, beyond what the preview tells. */
  consequences?: string[];
  /** It is sent as the restoring of this revision; `change` comes to the same. */
  restores?: { id: number; to: 'before' | 'after' };
  destructive?: boolean;
  /** What the change was made on: it is told when the file has become another. */
  base?: string | null;
  onDone?: () => void;
  /** Told what was found wrong when the dialog is closed. */
  onProblems?: (problems: ConfigPreview['problems']) => void;
}

interface ChangeDialogProps extends ChosenChange {
  uid: string;
  onClose(): void;
}

/** Shows what a change would write and do, and does it; stays when it went wrong, with the reason. */
export function ChangeDialog({ uid, title, change, consequences = [], restores, destructive = false, base, onDone, onProblems, onClose }: ChangeDialogProps) {
  const [reason, setReason] = useState('');
  const preview = usePreview(uid, change);
  const { mutate, reset, error, isPending, isLate } = useConfigChange(uid);
  const found = preview.data;
  const conflict = error !== null && toApiError(error).code === 'REVISION_CONFLICT';
  const apply = ({ expected }: ConfigPreview) => {
    const given = { reason: reason.trim(), expected };
    mutate(restores ? { ...restores, ...given } : { change, ...given }, {
      onSuccess: () => {
        onDone?.();
        onClose();
      },
    });
  };
  const close = () => {
    onProblems?.([...(found?.problems ?? []), ...problemsOf(preview.error), ...problemsOf(error)]);
    onClose();
  };
  const lookAgain = () => {
    reset();
    void preview.refetch();
  };
  const moved = found !== undefined && base !== undefined && textBefore(found.diff)?.trimEnd() !== base?.replaceAll('\r\n', '\n').trimEnd();
  const nothing = found !== undefined && found.problems.length === 0 && found.diff.every(({ kind }) => kind === 'same');
  return (
    <Modal isOpen title={title} onDismiss={close} closeOnBackdropClick={false}>
      <Stack direction="column" gap={2}>
        {error && (conflict ? <RefusedChange error={error} onLookAgain={lookAgain} /> : <FailureState error={error} beside />)}
        {isLate && (
          <Alert severity="info" title={t('change.late', 'fail2ban is still at work')}>
            {t('change.late-text', 'It goes on when you close this; the history tells how it ended.')}
          </Alert>
        )}
        {moved && <Alert severity="warning" title={t('change.moved', 'The file has changed since you opened it: compare with care')} />}
        {consequences.map((sentence) => (
          <Text key={sentence} element="p">
            {sentence}
          </Text>
        ))}
        <QueryRegion query={preview}>{(data) => <ChangePreview preview={data} unchanged={nothing} />}</QueryRegion>
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
          variant={destructive ? 'destructive' : 'primary'}
          icon={isPending ? 'spinner' : 'check'}
          disabled={isPending || conflict || nothing || found === undefined || preview.isFetching || (found.problems.length > 0 && !restores)}
          onClick={() => found && apply(found)}
        >
          {t('change.apply', 'Apply')}
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
