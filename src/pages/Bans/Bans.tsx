import { Stack } from '@grafana/ui';
import { useMemo, useState } from 'react';
import type { Ban } from '../../../pkg/contract/bans';
import { useBans, useJails } from '../../api/queries';
import { toApiError } from '../../api/toApiError';
import { useRights } from '../../api/useRights';
import { BanList } from '../../components/bans/BanList';
import { UnbanDialog } from '../../components/bans/UnbanDialog';
import { useBansView } from '../../components/bans/useBansView';
import { HostPage } from '../../components/HostPage';
import { QueryRegion } from '../../components/QueryRegion';
import { toBansRequest } from '../../routing';
import { BanForm } from '../../components/bans/BanForm';
import { BansToolbar } from './BansToolbar';
import { ClearSearch } from './ClearSearch';
import { NothingFound } from './NothingFound';

/** The active bans of all jails of one host: find, ban, unban. */
export function Bans() {
  return <HostPage>{(uid) => <BansOf key={uid} uid={uid} />}</HostPage>;
}

function BansOf({ uid }: { uid: string }) {
  const { view, change } = useBansView();
  const bans = useBans(uid, toBansRequest(view));
  const jails = useJails(uid);
  const rights = useRights(uid);
  const [banning, setBanning] = useState(false);
  const [toUnban, setToUnban] = useState<Ban[]>([]);
  const jailNames = useMemo(() => jails.data?.jails.map(({ name }) => name) ?? [], [jails.data]);
  const failure = bans.error && toApiError(bans.error).kind;
  const searchRefused = failure === 'invalid' && view.search !== '';
  return (
    <Stack direction="column" gap={2}>
      <BansToolbar view={view} change={change} jailNames={jailNames} rights={rights} offline={failure === 'fail2ban_offline'} onBan={() => setBanning(true)} />
      <QueryRegion query={bans} remedy={searchRefused ? <ClearSearch change={change} /> : undefined}>
        {(data) => (
          <BanList
            uid={uid}
            data={data}
            view={view}
            change={change}
            rights={rights}
            refreshing={bans.isPlaceholderData}
            onUnban={setToUnban}
            empty={<NothingFound view={view} change={change} />}
          />
        )}
      </QueryRegion>
      {banning && <BanForm uid={uid} jailNames={jailNames} preset={{ jails: view.jails }} rights={rights} onClose={() => setBanning(false)} />}
      {toUnban.length > 0 && <UnbanDialog uid={uid} bans={toUnban} onClose={() => setToUnban([])} />}
    </Stack>
  );
}
