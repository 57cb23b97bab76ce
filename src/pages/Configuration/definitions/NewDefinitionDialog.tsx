import { t } from '@grafana/i18n';
import { Alert, Button, Field, Input, Modal, Stack, TextArea } from '@grafana/ui';
import { useState } from 'react';
import type { ConfigChange } from '../../../../pkg/contract/configChanges';
import type { DefinitionKind } from '../../../api/configEndpoints';
import type { ChosenChange } from '../change/ChangeDialog';
import { useProblems } from '../change/useProblems';
import { linesOf } from '../options/optionFields';
import { optionText } from '../options/optionText';

interface NewDefinitionDialogProps {
  kind: DefinitionKind;
  /** False while what was chosen is looked at: it keeps what was typed. */
  isOpen: boolean;
  /** The dialog is done with once the change is made. */
  onChosen(chosen: ChosenChange): void;
  onClose(): void;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** Name of a filter or an action to be made, and what it cannot do without. */
export function NewDefinitionDialog({ kind, isOpen, onChosen, onClose }: NewDefinitionDialogProps) {
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const isFilter = kind === 'filter';
  const title = isFilter ? t('new-filter.title', 'New filter') : t('new-action.title', 'New action');
  const own = name.trim();
  const wrongName = own !== '' && !NAME.test(own);
  const option = isFilter ? 'failregex' : 'actionban';
  const { problemOf, others, judge, forget } = useProblems([kind, option]);
  const lines = linesOf(text);
  return (
    <Modal isOpen={isOpen} title={title} onDismiss={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const change: ConfigChange = isFilter ? { kind: 'create_filter', filter: own, options: { failregex: lines } } : { kind: 'create_action', action: own, options: { actionban: lines } };
          onChosen({ title, change, onDone: onClose, onProblems: judge });
        }}
      >
        <Stack direction="column" gap={2}>
          {others.map((message) => (
            <Alert key={message} severity="error" title={message} />
          ))}
          <Field noMargin label={t('new-filter.name', 'Name')} description={t('new-filter.name-help', 'Letters, digits, “_” or “-”')} invalid={wrongName || problemOf(kind) !== null} error={problemOf(kind) ?? t('new-jail.name-wrong', 'It begins with a letter or digit, and has only these.')}>
            <Input id="new-definition-name" maxLength={64} value={name} onChange={(event) => (forget(kind), setName(event.currentTarget.value))} />
          </Field>
          <Field noMargin label={isFilter ? t('new-filter.failregex', 'Expressions of failures') : t('new-action.actionban', 'Command of a ban')} description={optionText(option)} invalid={problemOf(option) !== null} error={problemOf(option)}>
            <TextArea id="new-definition-text" rows={4} spellCheck={false} value={text} onChange={(event) => (forget(option), setText(event.currentTarget.value))} />
          </Field>
        </Stack>
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
            {t('change.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={own === '' || wrongName || lines.length === 0}>
            {t('change.preview', 'Preview')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}
