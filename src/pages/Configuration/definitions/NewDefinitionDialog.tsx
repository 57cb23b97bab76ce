import { t } from '@grafana/i18n';
import { Button, Field, Input, Modal, Stack, TextArea } from '@grafana/ui';
import { useState } from 'react';
import type { DefinitionKind } from '../../../api/configEndpoints';
import type { ChosenChange } from '../change/ChangeDialog';
import { linesOf } from '../options/optionFields';
import { optionText } from '../options/optionText';

interface NewDefinitionDialogProps {
  kind: DefinitionKind;
  onChosen(chosen: ChosenChange): void;
  onClose(): void;
}

/** Name of a filter or an action to be made, and what it cannot do without. */
export function NewDefinitionDialog({ kind, onChosen, onClose }: NewDefinitionDialogProps) {
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const isFilter = kind === 'filter';
  const title = isFilter ? t('new-filter.title', 'New filter') : t('new-action.title', 'New action');
  const own = name.trim();
  const lines = linesOf(text);
  return (
    <Modal isOpen title={title} onDismiss={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChosen({ title, change: isFilter ? { kind: 'create_filter', filter: own, options: { failregex: lines } } : { kind: 'create_action', action: own, options: { actionban: lines } } });
        }}
      >
        <Stack direction="column" gap={2}>
          <Field noMargin label={t('new-filter.name', 'Name')} description={t('new-filter.name-help', 'Letters, digits, “_” or “-”')}>
            <Input id="new-definition-name" maxLength={64} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          </Field>
          <Field noMargin label={isFilter ? t('new-filter.failregex', 'Expressions of failures') : t('new-action.actionban', 'Command of a ban')} description={optionText(isFilter ? 'failregex' : 'actionban')}>
            <TextArea id="new-definition-text" rows={4} spellCheck={false} value={text} onChange={(event) => setText(event.currentTarget.value)} />
          </Field>
        </Stack>
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
            {t('change.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={own === '' || lines.length === 0}>
            {t('change.preview', 'Preview')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}
