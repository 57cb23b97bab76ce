import { t } from '@grafana/i18n';
import { Alert, Button, Stack } from '@grafana/ui';

/** Somebody else was faster; nothing that was made of the samples here is lost unless the person says so. */
export function MovedSamples({ onLoad, onKeep }: { onLoad(): void; onKeep(): void }) {
  return (
    <Alert severity="warning" title={t('samples.moved', 'Somebody has changed these samples meanwhile')}>
      <Stack direction="row" gap={1} wrap="wrap">
        <Button size="sm" variant="secondary" icon="sync" onClick={onLoad}>
          {t('samples.load-theirs', 'Load theirs, and drop my changes')}
        </Button>
        <Button size="sm" variant="secondary" icon="pen" onClick={onKeep}>
          {t('samples.keep-mine', 'Keep mine, to replace theirs')}
        </Button>
      </Stack>
    </Alert>
  );
}
