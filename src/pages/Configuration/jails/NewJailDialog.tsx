import { t } from '@grafana/i18n';
import { Alert, Button, Combobox, Field, Input, Modal, Stack, TextArea } from '@grafana/ui';
import { useState } from 'react';
import { useDefinitions } from '../../../api/configQueries';
import { PLAIN } from '../../../i18n';
import type { ChosenChange } from '../change/ChangeDialog';
import { useProblems } from '../change/useProblems';
import { linesOf } from '../options/optionFields';

export interface NewJail {
  /** The jail that is copied; null: a new one. */
  from: string | null;
}

const FIELDS = ['jail', 'filter', 'logpath'];
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

interface NewJailDialogProps extends NewJail {
  uid: string;
  /** False while what was chosen is looked at: it keeps what was typed. */
  isOpen: boolean;
  /** The dialog is done with once the change is made. */
  onChosen(chosen: ChosenChange): void;
  onClose(): void;
}

/** Name, filter and logs of a jail to be made; what it comes to is shown before it is. */
export function NewJailDialog({ uid, from, isOpen, onChosen, onClose }: NewJailDialogProps) {
  const [name, setName] = useState('');
  const [filter, setFilter] = useState('');
  const [logs, setLogs] = useState('');
  const { problemOf, others, judge, forget } = useProblems(FIELDS);
  const filters = useDefinitions(uid, 'filter').data?.definitions ?? [];
  const jail = name.trim();
  const wrongName = jail !== '' && !NAME.test(jail);
  const title = from === null ? t('new-jail.title', 'New jail') : t('new-jail.copy-title', 'Copy {{from}}', { from, interpolation: PLAIN });
  const ready = jail !== '' && !wrongName && (from !== null || filter !== '');
  const options = { filter, ...(linesOf(logs).length > 0 ? { logpath: linesOf(logs) } : {}) };
  return (
    <Modal isOpen={isOpen} title={title} onDismiss={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChosen({
            title,
            change: from === null ? { kind: 'create_jail', jail, options } : { kind: 'copy_jail', jail, from },
            consequences: [t('new-jail.inactive', 'It stays inactive until you activate it.')],
            onDone: onClose,
            onProblems: judge,
          });
        }}
      >
        <Stack direction="column" gap={2}>
          {others.map((message) => (
            <Alert key={message} severity="error" title={message} />
          ))}
          <Field noMargin label={t('new-jail.name', 'Name')} description={t('new-jail.name-help', 'At most 24 letters, digits, “_”, “.” or “-”')} invalid={wrongName || problemOf('jail') !== null} error={problemOf('jail') ?? t('new-jail.name-wrong', 'It begins with a letter or digit, and has only these.')}>
            <Input id="new-jail-name" maxLength={24} value={name} onChange={(event) => (forget('jail'), setName(event.currentTarget.value))} />
          </Field>
          {from === null && (
            <>
              <Field noMargin label={t('new-jail.filter', 'Filter')} description={t('new-jail.filter-help', 'Tells which lines of a log are failures, and whose')} invalid={problemOf('filter') !== null} error={problemOf('filter')}>
                <Combobox id="new-jail-filter" value={filter === '' ? null : filter} options={filters.map((one) => ({ value: one.name, label: one.name }))} onChange={({ value }) => (forget('filter'), setFilter(value))} />
              </Field>
              <Field noMargin label={t('new-jail.logs', 'Log files')} description={t('new-jail.logs-help', 'One a line; below /var/log, or where other jails have theirs')} invalid={problemOf('logpath') !== null} error={problemOf('logpath')}>
                <TextArea id="new-jail-logs" rows={3} value={logs} onChange={(event) => (forget('logpath'), setLogs(event.currentTarget.value))} />
              </Field>
            </>
          )}
        </Stack>
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onClose}>
            {t('change.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={!ready}>
            {t('change.preview', 'Preview')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}
