import { Stack } from '@grafana/ui';
import { useParams } from 'react-router-dom';
import { useConfigAccess } from '../../api/configQueries';
import { useRights } from '../../api/useRights';
import { HostPage } from '../../components/HostPage';
import type { ConfigPlace } from '../../routing';
import { readConfigPlace } from '../../routing';
import { ConfigTabs } from './ConfigTabs';
import { DefaultsTab } from './defaults/DefaultsTab';
import { DefinitionPage } from './definitions/DefinitionPage';
import { DefinitionsTab } from './definitions/DefinitionsTab';
import { FilePage } from './files/FilePage';
import { FilesTab } from './files/FilesTab';
import { HistoryTab } from './history/HistoryTab';
import { JailPage } from './jails/JailPage';
import { JailsTab } from './jails/JailsTab';
import { ReadOnlyNotice } from './ReadOnlyNotice';
import type { Standing } from './standing';

/** fail2ban's configuration of one host: jails, filters, actions, files, and what was changed when by whom. */
export function Configuration() {
  const place = readConfigPlace(useParams()['*'] ?? '');
  return <HostPage title={place.name ?? undefined}>{(uid) => <ConfigurationOf key={uid} uid={uid} {...place} />}</HostPage>;
}

function ConfigurationOf({ uid, tab, name }: { uid: string } & ConfigPlace) {
  const access = useConfigAccess(uid).data ?? null;
  const standing: Standing = { uid, access, rights: useRights(uid) };
  return (
    <Stack direction="column" gap={2}>
      <ReadOnlyNotice access={access} />
      <ConfigTabs uid={uid} tab={tab} />
      <PartOf key={`${tab} ${name ?? ''}`} standing={standing} tab={tab} name={name} />
    </Stack>
  );
}

function PartOf({ standing, tab, name }: { standing: Standing } & ConfigPlace) {
  switch (tab) {
    case 'jails':
      return name === null ? <JailsTab standing={standing} /> : <JailPage standing={standing} name={name} />;
    case 'defaults':
      return <DefaultsTab standing={standing} />;
    case 'filters':
      return name === null ? <DefinitionsTab standing={standing} kind="filter" /> : <DefinitionPage standing={standing} kind="filter" name={name} />;
    case 'actions':
      return name === null ? <DefinitionsTab standing={standing} kind="action" /> : <DefinitionPage standing={standing} kind="action" name={name} />;
    case 'files':
      return name === null ? <FilesTab standing={standing} /> : <FilePage standing={standing} path={name} />;
    case 'history':
      return <HistoryTab standing={standing} path={name} />;
  }
}
