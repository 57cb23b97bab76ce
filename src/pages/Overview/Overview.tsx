import { Stack } from '@grafana/ui';
import type { HealthState, Status } from '../../../pkg/contract/status';
import { useStatus } from '../../api/queries';
import { HostPage } from '../../components/HostPage';
import { LastRead } from '../../components/LastRead';
import { QueryRegion } from '../../components/QueryRegion';
import { JailsSection } from './JailsSection';
import { NewestBans } from './NewestBans';
import { StatusCard } from './StatusCard';
import { Totals } from './Totals';

/** States that the card explains: what else the page shows is then as it was read last, or nothing. */
const EXPLAINED: readonly HealthState[] = ['busy', 'offline', 'forbidden'];

/** How one host is: fail2ban's state, its jails, the newest bans. */
export function Overview() {
  return <HostPage>{(uid) => <OverviewOf key={uid} uid={uid} />}</HostPage>;
}

function OverviewOf({ uid }: { uid: string }) {
  const status = useStatus(uid);
  const failed = status.error !== null;
  const quiet = failed || (status.data !== undefined && EXPLAINED.includes(status.data.state));
  return (
    <Stack direction="column" gap={2}>
      <QueryRegion query={status}>
        {(data) => (
          <>
            <StatusCard status={data} />
            {data.totals && totalsOf(data, data.totals)}
          </>
        )}
      </QueryRegion>
      {(status.data || !failed) && (
        <>
          <JailsSection uid={uid} quiet={quiet} />
          <NewestBans uid={uid} quiet={quiet} />
        </>
      )}
    </Stack>
  );
}

function totalsOf({ state, asOf }: Status, totals: NonNullable<Status['totals']>) {
  const shown = <Totals totals={totals} />;
  return asOf !== null && EXPLAINED.includes(state) ? <LastRead at={asOf}>{shown}</LastRead> : shown;
}
