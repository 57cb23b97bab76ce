import { t } from '@grafana/i18n';
import { InlineLabel, MultiCombobox, Stack } from '@grafana/ui';
import { useId, useMemo } from 'react';
import type { Rights } from '../../api/useRights';
import { RoleButton } from '../../components/RoleButton';
import type { BansView } from '../../routing';
import { SearchInput } from '../../components/SearchInput';
import type { ChangeView } from '../../components/bans/useBansView';

interface BansToolbarProps {
  view: BansView;
  change: ChangeView;
  jailNames: string[];
  rights: Rights;
  /** fail2ban does not run: there is nobody to ban. */
  offline: boolean;
  onBan(): void;
}

export function BansToolbar({ view, change, jailNames, rights, offline, onBan }: BansToolbarProps) {
  const jailsId = useId();
  // A jail of the URL that does not run now stays visible and can be taken out.
  const options = useMemo(() => [...new Set([...jailNames, ...view.jails])].map((value) => ({ value })), [jailNames, view.jails]);
  return (
    <Stack direction="row" gap={2} wrap="wrap" alignItems="center" justifyContent="space-between">
      <Stack direction="row" gap={2} wrap="wrap" alignItems="center">
        <SearchInput
          value={view.search}
          label={t('bans.search', 'Search by address or network')}
          placeholder={t('bans.search-placeholder', 'Address or network, e.g. 192.0.2.0/24')}
          onChange={(search) => change({ search })}
        />
        <Stack direction="row" gap={0} alignItems="center">
          <InlineLabel htmlFor={jailsId} width="auto">
            {t('bans.jails', 'Jails')}
          </InlineLabel>
          <MultiCombobox
            id={jailsId}
            width="auto"
            minWidth={20}
            maxWidth={50}
            isClearable
            placeholder={t('bans.all-jails', 'All jails')}
            options={options}
            value={view.jails}
            onChange={(chosen) => change({ jails: chosen.map(({ value }) => value) })}
          />
        </Stack>
      </Stack>
      <RoleButton
        rights={rights}
        action="ban"
        icon="shield"
        obstacle={offline ? t('bans.offline', 'fail2ban is offline: it cannot ban anybody now') : undefined}
        onClick={onBan}
      >
        {t('bans.ban', 'Ban addresses')}
      </RoleButton>
    </Stack>
  );
}
