import { t } from '@grafana/i18n';
import { Button, Stack } from '@grafana/ui';
import type { Draft } from './useDraft';

interface EditButtonsProps {
  name: string;
  draft: Draft;
  /** With what editing begins. */
  start: string;
  /** Whether there is something of ours that can be taken back. */
  canReset: boolean;
}

/** Edit an option, take it back to what the other files say, or leave it as it is. */
export function EditButtons({ name, draft, start, canReset }: EditButtonsProps) {
  const looks = { size: 'sm', variant: 'secondary' } as const;
  if (draft.has(name)) {
    return (
      <Button {...looks} icon="times" aria-label={t('jail-options.leave', 'Leave {{name}} as it is', { name })} onClick={() => draft.drop(name)}>
        {t('jail-options.cancel', 'Cancel')}
      </Button>
    );
  }
  return (
    <Stack direction="row" gap={0.5} justifyContent="flex-end">
      {canReset && (
        <Button {...looks} icon="history-alt" aria-label={t('jail-options.reset', 'Take {{name}} back to what the other files say', { name })} onClick={() => draft.set(name, null)}>
          {t('jail-options.reset-button', 'Reset')}
        </Button>
      )}
      <Button {...looks} icon="pen" aria-label={t('jail-options.edit', 'Edit {{name}}', { name })} onClick={() => draft.set(name, start)}>
        {t('jail-options.edit-button', 'Edit')}
      </Button>
    </Stack>
  );
}
