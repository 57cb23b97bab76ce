import { t } from '@grafana/i18n';
import { LinkButton, Stack } from '@grafana/ui';
import { useMemo, useState } from 'react';
import { Navigate, useParams } from 'react-router-dom';
import type { Ban } from '../../../pkg/contract/bans';
import { useAddress } from '../../api/archiveQueries';
import { useJails } from '../../api/queries';
import { toApiError } from '../../api/toApiError';
import { useRights } from '../../api/useRights';
import { BanForm } from '../../components/bans/BanForm';
import { UnbanDialog } from '../../components/bans/UnbanDialog';
import { HostPage } from '../../components/HostPage';
import { QueryRegion } from '../../components/QueryRegion';
import { addressUrl, historyUrl } from '../../routing';
import { ActiveBans } from './ActiveBans';
import type { AddressAct } from './AddressCard';
import { AddressCard } from './AddressCard';
import { EraseDialog } from './EraseDialog';
import { Failures } from './Failures';
import { IgnoredBy } from './IgnoredBy';
import { Neighbours } from './Neighbours';
import { Timeline } from './Timeline';
import { UnbanEverywhere } from './UnbanEverywhere';

/** Everything that one host knows of one address. A network has no page of its own: a link in a dashboard cannot tell it from an address. */
export function Address() {
  const { ip = '' } = useParams();
  return <HostPage title={ip}>{(uid) => (ip.includes('/') ? <Navigate replace to={addressUrl(uid, ip)} /> : <AddressOf key={`${uid} ${ip}`} uid={uid} ip={ip} />)}</HostPage>;
}

function AddressOf({ uid, ip }: { uid: string; ip: string }) {
  const query = useAddress(uid, ip);
  const jails = useJails(uid);
  const rights = useRights(uid);
  const [act, setAct] = useState<AddressAct | null>(null);
  const [toUnban, setToUnban] = useState<Ban | null>(null);
  const jailNames = useMemo(() => jails.data?.jails.map(({ name }) => name) ?? [], [jails.data]);
  const close = () => setAct(null);
  const refused = query.error !== null && toApiError(query.error).kind === 'invalid';
  const address = query.data?.address ?? ip;
  return (
    <>
      <QueryRegion query={query} remedy={refused ? <ToHistory uid={uid} /> : undefined}>
        {(page) => (
          <Stack direction="column" gap={3}>
            <AddressCard uid={uid} page={page} rights={rights} onAct={setAct} />
            {page.ignoredBy && <IgnoredBy entries={page.ignoredBy} />}
            <ActiveBans uid={uid} bans={page.active} rights={rights} onUnban={setToUnban} />
            <Timeline uid={uid} page={page} />
            <Failures failures={page.failures} />
            <Neighbours uid={uid} page={page} />
          </Stack>
        )}
      </QueryRegion>
      {act === 'ban' && <BanForm uid={uid} jailNames={jailNames} preset={{ addresses: [address] }} rights={rights} onClose={close} />}
      {act === 'unban' && <UnbanEverywhere uid={uid} address={address} bans={query.data?.active ?? []} onClose={close} />}
      {act === 'erase' && <EraseDialog uid={uid} address={address} onClose={close} />}
      {toUnban && <UnbanDialog uid={uid} bans={[toUnban]} onClose={() => setToUnban(null)} />}
    </>
  );
}

/** For what is no single address: a network is looked up there. */
function ToHistory({ uid }: { uid: string }) {
  return (
    <LinkButton variant="secondary" href={historyUrl(uid, {})}>
      {t('address.to-history', 'Look in the history')}
    </LinkButton>
  );
}
