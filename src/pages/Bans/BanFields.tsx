import { t } from '@grafana/i18n';
import { Button, Field, Modal, MultiCombobox, TextArea } from '@grafana/ui';
import type { FormEvent } from 'react';
import { useId, useMemo, useState } from 'react';
import { MAX_ADDRESSES } from '../../constants';
import type { BanDraft, DraftProblem } from './BanDraft';
import { problemsOf, splitAddresses } from './BanDraft';

const EXAMPLES = '192.0.2.7\n2001:db8::7\n198.51.100.0/24';

interface BanFieldsProps {
  draft: BanDraft;
  jailNames: string[];
  onDone(draft: BanDraft): void;
  onCancel(): void;
}

export function BanFields({ draft, jailNames, onDone, onCancel }: BanFieldsProps) {
  const addressesId = useId();
  const jailsId = useId();
  const [text, setText] = useState(draft.addresses.join('\n'));
  const [jails, setJails] = useState(draft.jails);
  const options = useMemo(() => jailNames.map((value) => ({ value })), [jailNames]);
  const [problems, setProblems] = useState<DraftProblem[]>([]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = { addresses: splitAddresses(text), jails };
    const found = problemsOf(next);
    setProblems(found);
    if (found.length === 0) {
      onDone(next);
    }
  };
  const addressProblem = problems.find((problem) => problem !== 'no_jails');
  return (
    <form onSubmit={submit} noValidate>
      <Field
        htmlFor={addressesId}
        label={t('ban.addresses', 'Addresses')}
        description={t('ban.addresses-help', 'IPv4 or IPv6 addresses or networks, one a line or separated by commas.')}
        required
        invalid={addressProblem !== undefined}
        error={addressProblem && problemText(addressProblem)}
      >
        <TextArea
          id={addressesId}
          rows={5}
          placeholder={EXAMPLES}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <Field
        htmlFor={jailsId}
        label={t('ban.jails', 'Jails')}
        description={t('ban.jails-help', 'Each jail bans with its own action and for its own ban time.')}
        required
        invalid={problems.includes('no_jails')}
        error={problems.includes('no_jails') && problemText('no_jails')}
      >
        <MultiCombobox
          id={jailsId}
          placeholder={t('ban.jails-placeholder', 'Choose one or more jails')}
          options={options}
          value={jails}
          onChange={(chosen) => setJails(chosen.map(({ value }) => value))}
        />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onCancel}>
          {t('ban.cancel', 'Cancel')}
        </Button>
        <Button type="submit">{t('ban.continue', 'Continue')}</Button>
      </Modal.ButtonRow>
    </form>
  );
}

function problemText(problem: DraftProblem): string {
  switch (problem) {
    case 'no_addresses':
      return t('ban.no-addresses', 'Enter at least one address.');
    case 'too_many':
      return t('ban.too-many', 'At most {{max}} addresses at a time.', { max: MAX_ADDRESSES });
    case 'no_jails':
      return t('ban.no-jails', 'Choose at least one jail.');
  }
}
