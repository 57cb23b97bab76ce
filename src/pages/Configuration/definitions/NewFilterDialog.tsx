import { t } from '@grafana/i18n';
import { Button, Field, Input, Modal, Stack, TextArea } from '@grafana/ui';
import { useState } from 'react';
import type { ChosenChange } from '../change/ChangeDialog';
import { linesOf } from '../options/optionFields';
import { optionText } from '../options/optionText';

/** Name and expressions of a filter to be made. */
export function NewFilterDialog({ onChosen, onClose }: { onChosen(chosen: ChosenChange): void; onClose(): void }) {
  const [name, setName] = useState('');
  const [regexes, setRegexes] = useState('');
  const title = t('new-filter.title', 'New filter');
  const filter = name.trim();
  const failregex = linesOf(regexes);
  return (
    <Modal isOpen title={title} onDismiss={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChosen({ title, change: { kind: 'create_filter', filter, options: { failregex } } });
        }}
      >
        <Stack direction="column" gap={2}>
          <Field noMargin label={t('new-filter.name', 'Name')} description={t('new-filter.name-help', 'Letters, digits, “_” or “-”')}>
            <Input id="new-filter-name" maxLength={64} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          </Field>
          <Field noMargin label={t('new-filter.failregex', 'Expressions of failures')} description={optionText('failregex')}>
            <TextArea id="new-filter-failregex" rows={4} spellCheck={false} value={regexes} onChange={(event) => setRegexes(event.currentTarget.value)} />
          </Field>
        </Stack>
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
            {t('change.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={filter === '' || failregex.length === 0}>
            {t('change.preview', 'Preview')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}
