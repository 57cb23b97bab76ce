import { t } from '@grafana/i18n';
import { Stack } from '@grafana/ui';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useJails, useStatus } from '../../api/queries';
import { useRights } from '../../api/useRights';
import { HostPage } from '../../components/HostPage';
import type { ChosenAct } from '../../components/jails/JailDialog';
import { JailDialog } from '../../components/jails/JailDialog';
import { jailRows } from '../../components/jails/jailRows';
import { LimitsBanner } from '../../components/jails/LimitsBanner';
import { QueryRegion } from '../../components/QueryRegion';
import { SearchInput } from '../../components/SearchInput';
import { readSearch, writeSearch } from '../../routing';
import { JailList } from './JailList';

/** Every jail of one host that runs, is listed, or is enabled: how it is, and what can be done with it. */
export function Jails() {
  return <HostPage>{(uid) => <JailsOf key={uid} uid={uid} />}</HostPage>;
}

function JailsOf({ uid }: { uid: string }) {
  const [params, setParams] = useSearchParams();
  const jails = useJails(uid);
  const limits = useStatus(uid).data?.limits ?? [];
  const rights = useRights(uid);
  const [chosen, setChosen] = useState<ChosenAct | null>(null);
  const search = readSearch(params);
  return (
    <Stack direction="column" gap={2}>
      <LimitsBanner limits={limits} />
      <SearchInput
        value={search}
        label={t('jails.search', 'Search by name')}
        placeholder={t('jails.search-placeholder', 'Name of a jail')}
        onChange={(text) => setParams((current) => writeSearch(current, text), { replace: true })}
      />
      <QueryRegion query={jails}>
        {(data) => (
          <JailList uid={uid} rows={jailRows(data)} search={search} rights={rights} limits={limits} onAct={(action, row) => setChosen({ action, row })} />
        )}
      </QueryRegion>
      {chosen && <JailDialog uid={uid} {...chosen} limits={limits} onClose={() => setChosen(null)} />}
    </Stack>
  );
}
