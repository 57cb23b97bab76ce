import { t } from '@grafana/i18n';
import { Alert, Button, Combobox, Field, Input, Modal, Stack } from '@grafana/ui';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import type { GlobalConfig } from '../../../pkg/contract/configServer';
import { ApiError } from '../../api/ApiError';
import type { ServerValues } from '../../api/serverEndpoints';
import { useSetServer } from '../../api/useServer';
import { FailureState } from '../../components/FailureState';
import { formatSpan } from '../../components/formatTime';
import { wholeNumber } from '../../components/wholeNumber';
import { warningText } from './warningText';

const LEVELS = ['CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG', 'TRACEDEBUG', 'HEAVYDEBUG'].map((value) => ({ value }));

/** Log level, purge age and kept lines; what would blind BanGUI takes a second yes. */
export function ServerDialog({ uid, config, onClose }: { uid: string; config: GlobalConfig; onClose(): void }) {
  const ids = { level: useId(), age: useId(), matches: useId() };
  const [level, setLevel] = useState(config.logLevel.running ?? '');
  const [age, setAge] = useState(String(config.purgeAge.running ?? ''));
  const [matches, setMatches] = useState(String(config.maxMatches.running ?? ''));
  const { mutate, error, isPending, reset } = useSetServer(uid);

  const hasDatabase = config.databaseFile.running !== null;
  const purgeAge = wholeNumber(age, 1);
  const maxMatches = wholeNumber(matches, 0);
  const values: ServerValues = {
    ...(level !== config.logLevel.running ? { logLevel: level } : {}),
    ...(hasDatabase && purgeAge !== null && purgeAge !== config.purgeAge.running ? { purgeAge } : {}),
    ...(hasDatabase && maxMatches !== null && maxMatches !== config.maxMatches.running ? { maxMatches } : {}),
  };
  const wrong = hasDatabase && (purgeAge === null || maxMatches === null);
  const asked = warningsOf(error);
  const edit = (set: (text: string) => void) => (text: string) => {
    reset();
    set(text);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong && Object.keys(values).length > 0) {
      mutate({ values, confirm: asked.length > 0 }, { onSuccess: onClose });
    }
  };
  return (
    <Modal isOpen title={t('server-dialog.title', 'Values of fail2ban')} onDismiss={onClose} closeOnBackdropClick={false}>
      <form onSubmit={submit} noValidate>
        <Stack direction="column" gap={1}>
          {error && asked.length === 0 && <FailureState error={error} beside />}
          {asked.length > 0 && (
            <Alert severity="warning" title={t('server-dialog.sure', 'Set it all the same?')}>
              <ul>
                {asked.map((code) => (
                  <li key={code}>{warningText(code)}</li>
                ))}
              </ul>
            </Alert>
          )}
        </Stack>
        <Field htmlFor={ids.level} label={t('server.log-level', 'Log level')}>
          <Combobox id={ids.level} options={LEVELS} value={level} onChange={({ value }) => edit(setLevel)(value)} />
        </Field>
        <Field
          htmlFor={ids.age}
          disabled={!hasDatabase}
          label={t('server-dialog.purge-age', 'Bans are kept in its database for, in seconds')}
          description={purgeAge === null ? undefined : formatSpan(purgeAge)}
          invalid={hasDatabase && purgeAge === null}
          error={t('server-dialog.whole', 'A whole number, 1 or more.')}
        >
          <Input id={ids.age} inputMode="numeric" value={age} onChange={(event) => edit(setAge)(event.currentTarget.value)} />
        </Field>
        <Field
          htmlFor={ids.matches}
          disabled={!hasDatabase}
          label={t('server-dialog.max-matches', 'Log lines kept of a ban')}
          invalid={hasDatabase && maxMatches === null}
          error={t('server-dialog.whole-or-none', 'A whole number, 0 or more.')}
        >
          <Input id={ids.matches} inputMode="numeric" value={matches} onChange={(event) => edit(setMatches)(event.currentTarget.value)} />
        </Field>
        <p>{t('server-dialog.both', 'The running server gets the values, and its configuration in fail2ban.d/zz-bangui.local: both, or neither.')}</p>
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onClose}>
            {t('server-dialog.cancel', 'Cancel')}
          </Button>
          <Button type="submit" variant={asked.length > 0 ? 'destructive' : 'primary'} disabled={isPending || wrong || Object.keys(values).length === 0}>
            {asked.length > 0 ? t('server-dialog.insist', 'Set it all the same') : t('server-dialog.set', 'Set')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

type WarningCode = GlobalConfig['warnings'][number]['code'];

/** What has to be confirmed; empty when the failure is another one. */
function warningsOf(error: unknown): WarningCode[] {
  const isAsked = error instanceof ApiError && error.code === 'CONFIRMATION_NEEDED' && Array.isArray(error.details.warnings);
  return isAsked ? (error.details.warnings as GlobalConfig['warnings']).map(({ code }) => code) : [];
}
