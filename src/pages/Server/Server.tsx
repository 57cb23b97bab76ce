import { Stack } from '@grafana/ui';
import { useRights } from '../../api/useRights';
import { useGlobalConfig, useSidecar } from '../../api/useServer';
import { HostPage } from '../../components/HostPage';
import { LimitsBanner } from '../../components/jails/LimitsBanner';
import { QueryRegion } from '../../components/QueryRegion';
import { ServerCard } from './ServerCard';
import { ServerControls } from './ServerControls';
import { SidecarCard } from './SidecarCard';

/** fail2ban as a whole, and how the sidecar beside it is doing. */
export function Server() {
  return <HostPage>{(uid) => <ServerOf key={uid} uid={uid} />}</HostPage>;
}

function ServerOf({ uid }: { uid: string }) {
  const config = useGlobalConfig(uid);
  const sidecar = useSidecar(uid);
  const rights = useRights(uid);
  // The sidecar answers also while fail2ban is down; when it is away itself, that is said once.
  const away = config.error !== null && sidecar.error !== null;
  return (
    <Stack direction="column" gap={2}>
      <LimitsBanner limits={sidecar.data?.limits ?? []} />
      <QueryRegion query={config}>{(data) => <ServerCard uid={uid} config={data} rights={rights} />}</QueryRegion>
      {sidecar.data && <ServerControls uid={uid} rights={rights} canRestart={sidecar.data.canRestart} />}
      <QueryRegion query={sidecar} quiet={away}>
        {(data) => <SidecarCard info={data} />}
      </QueryRegion>
    </Stack>
  );
}
