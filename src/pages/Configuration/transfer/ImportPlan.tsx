import { t } from '@grafana/i18n';
import { Alert, Button, Field, Input, Modal, Stack, Text } from '@grafana/ui';
import { useState } from 'react';
import type { ImportPreview, JailDocument } from '../../../../pkg/contract/configTransfer';
import { useImportPreview } from '../../../api/configQueries';
import { toApiError } from '../../../api/toApiError';
import { useConfigChange } from '../../../api/useConfigChange';
import { FailureState } from '../../../components/FailureState';
import { QueryRegion } from '../../../components/QueryRegion';
import { RefusedChange } from '../change/RefusedChange';
import { choiceOf, draftOf } from './importChoice';
import { ImportFields } from './ImportFields';
import { ImportSummary } from './ImportSummary';

interface ImportPlanProps {
  uid: string;
  document: JailDocument;
  onClose(): void;
}

/** What a document comes to here; applied is what was shown last. */
export function ImportPlan({ uid, document, onClose }: ImportPlanProps) {
  const [draft, setDraft] = useState(() => draftOf(document));
  const [asked, setAsked] = useState(() => choiceOf(document, draft));
  const [reason, setReason] = useState('');
  const preview = useImportPreview(uid, asked);
  const { mutate, reset, error, isPending, isLate } = useConfigChange(uid);
  const found = preview.data;
  const [filter, setFilter] = useState<ImportPreview['filter']>(null);
  if (found && found.filter !== filter) {
    setFilter(found.filter);
  }
  const choice = choiceOf(document, draft);
  const isShown = JSON.stringify(choice) === JSON.stringify(asked);
  const conflict = error !== null && toApiError(error).code === 'REVISION_CONFLICT';
  const lookAgain = () => {
    reset();
    void preview.refetch();
  };
  const apply = ({ changes }: ImportPreview) =>
    mutate({ ...asked, reason: reason.trim(), expected: changes.map(({ path, expected }) => ({ path, expected })) }, { onSuccess: onClose });
  return (
    <>
      <Stack direction="column" gap={2}>
        {error && (conflict ? <RefusedChange keepsText={false} error={error} onLookAgain={lookAgain} /> : <FailureState error={error} beside />)}
        {isLate && (
          <Alert severity="info" title={t('change.late', 'fail2ban is still at work')}>
            {t('change.late-text', 'It goes on when you close this; the history tells how it ended.')}
          </Alert>
        )}
        <ImportFields document={document} draft={draft} found={filter} onChange={setDraft} />
        {isShown ? <QueryRegion query={preview}>{(data) => <ImportSummary document={document} preview={data} enable={draft.enable} />}</QueryRegion> : <Text color="secondary">{t('transfer.changed', 'You have changed what comes along: look at it again.')}</Text>}
        <Field noMargin label={t('change.reason', 'Reason')} description={t('change.reason-help', 'Kept in the history, for whoever wonders later')}>
          <Input id="import-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        </Field>
      </Stack>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          {isPending ? t('change.close', 'Close') : t('change.cancel', 'Cancel')}
        </Button>
        {!isShown && (
          <Button
            variant="secondary"
            onClick={() => {
              reset();
              setAsked(choice);
            }}
          >
            {t('change.preview', 'Preview')}
          </Button>
        )}
        <Button
          icon={isPending ? 'spinner' : 'check'}
          disabled={isPending || conflict || !isShown || found === undefined || preview.isFetching || found.problems.length > 0 || found.changes.length === 0}
          onClick={() => found && apply(found)}
        >
          {t('transfer.apply', 'Import')}
        </Button>
      </Modal.ButtonRow>
    </>
  );
}
