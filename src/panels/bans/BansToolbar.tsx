import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import type { Rights } from '../../api/useRights';
import { RoleButton } from '../../components/RoleButton';
import { SearchInput } from '../../components/SearchInput';
import { PLAIN } from '../../i18n';
import type { Hosts } from '../hostsOf';
import { hostName } from '../hostsOf';
import { BanDialog } from './BanDialog';
import type { BansOptions } from './BansOptions';

interface BansToolbarProps {
  hosts: Hosts;
  rights: ReadonlyMap<string, Rights>;
  options: BansOptions;
  narrow: boolean;
  search: string;
  onSearch(search: string): void;
}

/** Search, and a button to ban for each host. */
export function BansToolbar({ hosts: { uids }, rights, options, narrow, search, onSearch }: BansToolbarProps) {
  const styles = useStyles2(getStyles);
  const [banningAt, setBanningAt] = useState<string | null>(null);
  const buttons = options.showActions ? [...rights] : [];
  const of = banningAt === null ? undefined : rights.get(banningAt);
  if (!options.showSearch && buttons.length === 0) {
    return null;
  }
  return (
    <div className={styles.bar}>
      {options.showSearch && (
        <div className={styles.search}>
          <SearchInput fill value={search} label={t('panel.search-bans', 'Search by address or jail')} placeholder={t('panel.search-bans-placeholder', 'Address or jail')} onChange={onSearch} />
        </div>
      )}
      {buttons.map(([uid, one]) => {
        const words = uids.length > 1 ? t('panel.ban-at', 'Ban on {{host}}', { host: hostName(uid), interpolation: PLAIN }) : t('bans.ban', 'Ban addresses');
        return (
          <RoleButton key={uid} rights={one} action="ban" icon="shield" variant="secondary" aria-label={words} onClick={() => setBanningAt(uid)}>
            {narrow && uids.length === 1 ? t('ban.send', 'Ban') : words}
          </RoleButton>
        );
      })}
      {banningAt !== null && of && <BanDialog uid={banningAt} rights={of} onClose={() => setBanningAt(null)} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  search: css({ flex: '1 1 90px', minWidth: 0 }),
});
