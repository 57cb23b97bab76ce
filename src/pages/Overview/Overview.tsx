import { Stack } from '@grafana/ui';
import { useBans, useJails, useStatus } from '../../api/queries';
import { HostPage } from '../../components/HostPage';
import { QueryRegion } from '../../components/QueryRegion';
import { JailsSection } from './JailsSection';
import { NewestBans } from './NewestBans';
import { StatusCard } from './StatusCard';
import { Totals } from './Totals';

const NEWEST = { sort: 'start', order: 'desc', page: 1, pageSize: 10 } as const;

/** How one host is: fail2ban's state, its jails, the newest bans. */
export function Overview() {
  return <HostPage>{(uid) => <OverviewOf key={uid} uid={uid} />}</HostPage>;
}

function OverviewOf({ uid }: { uid: string }) {
  const status = useStatus(uid);
  const jails = useJails(uid);
  const bans = useBans(uid, NEWEST);
  // When nobody answers, one state says so for the whole page instead of three.
  const nobodyAnswers = status.data === undefined && status.error !== null;
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
      {!nobodyAnswers && (
        <>
          <JailsSection uid={uid} query={jails} />
          <NewestBans uid={uid} query={bans} />
        </>
      )}
    </Stack>
  );
}
