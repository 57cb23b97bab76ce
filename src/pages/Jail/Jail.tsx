import { Stack } from '@grafana/ui';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { ApiError } from '../../api/ApiError';
import { useJail, useStatus } from '../../api/queries';
import { useRights } from '../../api/useRights';
import { HostPage } from '../../components/HostPage';
import type { ChosenAct } from '../../components/jails/JailDialog';
import { JailDialog } from '../../components/jails/JailDialog';
import { LimitsBanner } from '../../components/jails/LimitsBanner';
import { QueryRegion } from '../../components/QueryRegion';
import { JailBans } from './JailBans';
import { JailParts } from './JailParts';
import { NoSuchJail } from './NoSuchJail';
import { StateCard } from './StateCard';

/** All about one jail of one host, and its bans. */
export function Jail() {
  const { jail = '' } = useParams();
  return <HostPage title={jail}>{(uid) => <JailOf key={`${uid} ${jail}`} uid={uid} name={jail} />}</HostPage>;
}

function JailOf({ uid, name }: { uid: string; name: string }) {
  const query = useJail(uid, name);
  const limits = useStatus(uid).data?.limits ?? [];
  const rights = useRights(uid);
  const [chosen, setChosen] = useState<ChosenAct | null>(null);
  // What was read of it before is no longer true.
  const gone = query.error instanceof ApiError && query.error.kind === 'not_found';
  return (
    <Stack direction="column" gap={2}>
      <LimitsBanner limits={limits} />
      {gone ? (
        <NoSuchJail uid={uid} name={name} />
      ) : (
        <QueryRegion query={query}>
          {(row) => (
            <Stack direction="column" gap={2}>
              <StateCard row={row} rights={rights} limits={limits} onAct={(action) => setChosen({ action, row })} />
              {row.jail && <JailParts uid={uid} jail={row.jail} rights={rights} />}
              {row.jail && <JailBans uid={uid} name={name} rights={rights} quiet={query.error !== null || row.stale} />}
            </Stack>
          )}
        </QueryRegion>
      )}
      {chosen && <JailDialog uid={uid} {...chosen} limits={limits} onClose={() => setChosen(null)} />}
    </Stack>
  );
}
