import { t } from '@grafana/i18n';
import { Alert, Button, Field, Input, Modal, Stack, TextArea } from '@grafana/ui';
import { useState } from 'react';
import type { ChosenChange } from '../change/ChangeDialog';
import { useProblems } from '../change/useProblems';
import { linesOf } from '../options/optionFields';
import { optionText } from '../options/optionText';

interface NewFilterDialogProps {
  /** False while what was chosen is looked at: it keeps what was typed. */
  isOpen: boolean;
  /** The dialog is done with once the change is made. */
  onChosen(chosen: ChosenChange): void;
  onClose(): void;
}

const FIELDS = ['filter', 'failregex'];
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** Name and expressions of a filter to be made. */
export function NewFilterDialog({ isOpen, onChosen, onClose }: NewFilterDialogProps) {
  const [name, setName] = useState('');
  const [regexes, setRegexes] = useState('');
  const title = t('new-filter.title', 'New filter');
  const filter = name.trim();
  const wrongName = filter !== '' && !NAME.test(filter);
  const { problemOf, others, judge, forget } = useProblems(FIELDS);
  const failregex = linesOf(regexes);
  return (
    <Modal isOpen={isOpen} title={title} onDismiss={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChosen({ title, change: { kind: 'create_filter', filter, options: { failregex } }, onDone: onClose, onProblems: judge });
        }}
      >
        <Stack direction="column" gap={2}>
          {others.map((message) => (
            <Alert key={message} severity="error" title={message} />
          ))}
          <Field noMargin label={t('new-filter.name', 'Name')} description={t('new-filter.name-help', 'Letters, digits, “_” or “-”')} invalid={wrongName || problemOf('filter') !== null} error={problemOf('filter') ?? t('new-jail.name-wrong', 'It begins with a letter or digit, and has only these.')}>
            <Input id="new-filter-name" maxLength={64} value={name} onChange={(event) => (forget('filter'), setName(event.currentTarget.value))} />
          </Field>
          <Field noMargin label={t('new-filter.failregex', 'Expressions of failures')} description={optionText('failregex')} invalid={problemOf('failregex') !== null} error={problemOf('failregex')}>
            <TextArea id="new-filter-failregex" rows={4} spellCheck={false} value={regexes} onChange={(event) => (forget('failregex'), setRegexes(event.currentTarget.value))} />
          </Field>
        </Stack>
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
            {t('change.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={filter === '' || wrongName || failregex.length === 0}>
            {t('change.preview', 'Preview')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}
