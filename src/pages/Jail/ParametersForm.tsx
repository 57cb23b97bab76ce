import { t } from '@grafana/i18n';
import { Button, Field, Input, Modal, Text } from '@grafana/ui';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import type { LiveParametersAnswer } from '../../../pkg/contract/configServer';
import { ApiError } from '../../api/ApiError';
import { useSetParameters } from '../../api/useServer';
import { EndingWarning } from '../../components/EndingWarning';
import { FailureState } from '../../components/FailureState';
import { formatBanTime, formatSpan } from '../../components/formatTime';
import type { ParameterName, ParameterTexts } from './parameterTexts';
import { changedValues, PARAMETERS, problemOf, textsOf } from './parameterTexts';

interface ParametersFormProps {
  uid: string;
  before: LiveParametersAnswer;
  onClose(): void;
}

/** Values of a running jail; a shorter ban time says first how many bans it ends. */
export function ParametersForm({ uid, before: current, onClose }: ParametersFormProps) {
  const id = useId();
  // As it was when the dialog was opened: what is read meanwhile must not overwrite what is typed.
  const [before] = useState(current);
  const [texts, setTexts] = useState<ParameterTexts>(() => textsOf(before));
  const { mutate, error, isPending, reset } = useSetParameters(uid, before.jail);
  const values = changedValues(texts, before);
  const ending = endingOf(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (values !== null && Object.keys(values).length > 0) {
      mutate({ values, confirm: ending !== null }, { onSuccess: onClose });
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      {error && ending === null && <FailureState error={error} beside />}
      {ending !== null && <EndingWarning count={ending} />}
      {PARAMETERS.map((name) => (
        <Field
          key={name}
          htmlFor={`${id}-${name}`}
          label={labelOf(name)}
          description={spanOf(name, texts[name])}
          invalid={problemOf(name, texts[name])}
          error={name === 'banTime' ? t('parameters.wrong-ban-time', 'A whole number of seconds, 1 or more, or -1 for ever.') : t('parameters.wrong', 'A whole number, 1 or more.')}
        >
          <Input
            id={`${id}-${name}`}
            inputMode="numeric"
            value={texts[name]}
            onChange={({ currentTarget: { value } }) => {
              reset();
              setTexts({ ...texts, [name]: value });
            }}
          />
        </Field>
      ))}
      <Text element="p" color="secondary">
        {t('parameters.hint', 'These hold at once, and until the jail is next reloaded or fail2ban restarted: its configuration stays as it is.')}
      </Text>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          {t('parameters.cancel', 'Cancel')}
        </Button>
        <Button type="submit" variant={ending === null ? 'primary' : 'destructive'} disabled={isPending || values === null || Object.keys(values).length === 0}>
          {ending === null ? t('parameters.set', 'Set') : t('parameters.insist', 'Set it all the same')}
        </Button>
      </Modal.ButtonRow>
    </form>
  );
}

/** How many bans would be over at once; null when nothing of the kind is asked. */
function endingOf(error: unknown): number | null {
  return error instanceof ApiError && error.code === 'CONFIRMATION_NEEDED' && typeof error.details.endingBans === 'number' ? error.details.endingBans : null;
}

function spanOf(name: ParameterName, text: string): string | undefined {
  if (problemOf(name, text) || (name !== 'banTime' && name !== 'findTime')) {
    return undefined;
  }
  return name === 'banTime' ? formatBanTime(Number(text)) : formatSpan(Number(text));
}

function labelOf(name: ParameterName): string {
  switch (name) {
    case 'banTime':
      return t('parameters.ban-time', 'Ban time, in seconds');
    case 'findTime':
      return t('parameters.find-time', 'Failures are counted within, in seconds');
    case 'maxRetry':
      return t('parameters.max-retry', 'Failures that lead to a ban');
    case 'maxMatches':
      return t('parameters.max-matches', 'Log lines kept of a ban');
  }
}
