import { t } from '@grafana/i18n';
import { Alert, Button, Stack } from '@grafana/ui';
import { lineDiff } from '../../../../pkg/contract/lineDiff';
import { DiffView } from '../change/DiffView';

interface ChangedOutsideProps {
  before: string | null;
  now: string | null;
  onLoad(): void;
  onKeep(): void;
}

/** What somebody else has made of a file that is being edited, and whose text is to stay. */
export function ChangedOutside({ before, now, onLoad, onKeep }: ChangedOutsideProps) {
  return (
    <Alert severity="warning" title={t('file.outside', 'This file was changed outside while you were at it')}>
      <Stack direction="column" gap={1}>
        <span>
          {t('file.outside-text', 'Your text is still here, and nothing was written. This is what they changed:')} {now === null && t('file.outside-gone', 'The file is gone.')}
        </span>
        <DiffView lines={lineDiff(before, now)} label={t('file.outside-diff', 'What was changed outside')} />
        <Stack direction="row" gap={1} wrap="wrap">
          <Button size="sm" variant="secondary" icon="sync" onClick={onLoad}>
            {t('file.load', 'Load theirs, and drop my text')}
          </Button>
          <Button size="sm" variant="secondary" icon="pen" onClick={onKeep}>
            {t('file.keep', 'Keep my text, and overwrite theirs')}
          </Button>
        </Stack>
      </Stack>
    </Alert>
  );
}
