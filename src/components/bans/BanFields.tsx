import { t } from '@grafana/i18n';
import { Button, Field, Modal, MultiCombobox, TextArea } from '@grafana/ui';
import type { FormEvent, KeyboardEvent } from 'react';
import { useId, useMemo, useState } from 'react';
import { MAX_ADDRESSES } from '../../constants';
import { PLAIN } from '../../i18n';
import type { BanDraft, DraftProblem } from './BanDraft';
import { implausibleOf, problemsOf, splitAddresses } from './BanDraft';

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
  const forget = (isMended: (problem: DraftProblem) => boolean) => setProblems(problems.filter((problem) => !isMended(problem)));
  const addressProblem = problems.find((problem) => problem !== 'no_jails');
  return (
    <form onSubmit={submit} onKeyDown={keepEscapeOfOpenList} noValidate>
      <Field
        htmlFor={addressesId}
        label={t('ban.addresses', 'Addresses')}
        description={t('ban.addresses-help', 'IPv4 or IPv6 addresses or networks, one a line or separated by commas.')}
        required
        invalid={addressProblem !== undefined}
        error={addressProblem && problemText(addressProblem, text)}
      >
        <TextArea
          id={addressesId}
          rows={5}
          placeholder={EXAMPLES}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            forget((problem) => problem !== 'no_jails');
          }}
        />
      </Field>
      <Field
        htmlFor={jailsId}
        label={t('ban.jails', 'Jails')}
        description={t('ban.jails-help', 'Each jail bans with its own action and for its own ban time.')}
        required
        invalid={problems.includes('no_jails')}
        error={problems.includes('no_jails') && problemText('no_jails', text)}
      >
        <MultiCombobox
          id={jailsId}
          placeholder={t('ban.jails-placeholder', 'Choose one or more jails')}
          options={options}
          value={jails}
          onChange={(chosen) => {
            setJails(chosen.map(({ value }) => value));
            forget((problem) => problem === 'no_jails');
          }}
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

/** Escape closes an open list of jails: the dialog around it listens for the same key further out, and would close with all that was typed. */
function keepEscapeOfOpenList(event: KeyboardEvent) {
  if (event.key === 'Escape' && event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true') {
    event.stopPropagation();
  }
}

function problemText(problem: DraftProblem, text: string): string {
  switch (problem) {
    case 'no_addresses':
      return t('ban.no-addresses', 'Enter at least one address.');
    case 'too_many':
      return t('ban.too-many', 'At most {{max}} addresses at a time.', { max: MAX_ADDRESSES });
    case 'implausible':
      return t('ban.implausible', 'No IP address or network: {{addresses}}', {
        addresses: implausibleOf(splitAddresses(text)).join(', '),
        interpolation: PLAIN,
      });
    case 'no_jails':
      return t('ban.no-jails', 'Choose at least one jail.');
  }
}
