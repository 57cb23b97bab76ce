import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import type { AddressPage } from '../../../pkg/contract/addresses';
import { PLAIN } from '../../i18n';

/** Which entries of ignore lists cover the address: there fail2ban never bans it by itself. */
export function IgnoredBy({ entries }: { entries: NonNullable<AddressPage['ignoredBy']> }) {
  if (entries.length === 0) {
    return null;
  }
  return (
    <Alert severity="info" title={t('ignored.title', 'fail2ban ignores this address')}>
      <ul className={css({ margin: 0, paddingLeft: '1.2em' })}>
        {entries.map(({ jail, entry }) => (
          <li key={`${jail} ${entry}`}>{t('ignored.entry', '{{entry}} in {{jail}}', { entry, jail, interpolation: PLAIN })}</li>
        ))}
      </ul>
    </Alert>
  );
}
