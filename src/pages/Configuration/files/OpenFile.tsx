import { t } from '@grafana/i18n';
import { Button, Field, Input, Stack } from '@grafana/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { configUrl } from '../../../routing';

const WRITABLE = /^(?:(?:jail|filter|action|fail2ban)\.d\/)?[A-Za-z0-9][A-Za-z0-9_.-]{0,119}\.local$/;
const EXAMPLE = 'jail.d/own.local';

/** Opens a file by its path, also one that is not there yet. */
export function OpenFile({ uid }: { uid: string }) {
  const [path, setPath] = useState('');
  const navigate = useNavigate();
  const wrong = path !== '' && !(WRITABLE.test(path) && !path.includes('..'));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        navigate(configUrl(uid, 'files', path));
      }}
    >
      <Stack direction="row" gap={1} alignItems="flex-end">
        <Field noMargin label={t('files.open', 'Open or create a file')} invalid={wrong} error={t('files.open-wrong', 'A .local file, such as jail.d/own.local')}>
          <Input id="config-open-file" width={30} placeholder={EXAMPLE} value={path} onChange={(event) => setPath(event.currentTarget.value)} />
        </Field>
        <Button type="submit" variant="secondary" disabled={path === '' || wrong}>
          {t('files.open-button', 'Open')}
        </Button>
      </Stack>
    </form>
  );
}
