import { Stack } from '@grafana/ui';
import type { HealthState } from '../../../pkg/contract/status';
import { useStatus } from '../../api/queries';
import { HostPage } from '../../components/HostPage';
import { QueryRegion } from '../../components/QueryRegion';
import { JailsSection } from './JailsSection';
import { NewestBans } from './NewestBans';
import { StatusCard } from './StatusCard';
import { Totals } from './Totals';

/** States in which fail2ban can tell of no jail and no ban: the card with its reason is all there is. */
const MUTE: readonly HealthState[] = ['offline', 'forbidden'];

/** How one host is: fail2ban's state, its jails, the newest bans. */
export function Overview() {
  return <HostPage>{(uid) => <OverviewOf key={uid} uid={uid} />}</HostPage>;
}

function OverviewOf({ uid }: { uid: string }) {
  const status = useStatus(uid);
  const failed = status.error !== null;
  const hasMore = status.data ? !MUTE.includes(status.data.state) : !failed;
  return (
    <Stack direction="column" gap={2}>
      <QueryRegion query={status}>
        {(data) => (
          <>
            <StatusCard status={data} />
            {data.totals && <Totals totals={data.totals} />}
          </>
        )}
      </QueryRegion>
      {hasMore && (
        <>
          <JailsSection uid={uid} saidElsewhere={failed} />
          <NewestBans uid={uid} saidElsewhere={failed} />
        </>
      )}
    </Stack>
  );
}
