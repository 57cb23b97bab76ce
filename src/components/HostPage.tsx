import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { EmptyState } from '@grafana/ui';
import type { ReactNode } from 'react';
import { HostPicker } from './HostPicker';
import { NoDataSource } from './NoDataSource';
import { RecoveryBanner } from './recovery/RecoveryBanner';
import { Region } from './Region';
import { useHost } from './useHost';

/** Frame of every page about one host: its picker in the header, and the page once a host is chosen. */
export function HostPage({ title, children }: { /** Of a page that is not in the navigation. */ title?: string; children: (uid: string) => ReactNode }) {
  const host = useHost();
  return (
    <PluginPage pageNav={title === undefined ? undefined : { text: title }} actions={host.hosts.length > 0 ? <HostPicker {...host} /> : undefined}>
      {host.uid !== null && <RecoveryBanner key={host.uid} uid={host.uid} />}
      <Region>{contentOf(host, children)}</Region>
    </PluginPage>
  );
}

function contentOf({ hosts, uid }: ReturnType<typeof useHost>, children: (uid: string) => ReactNode): ReactNode {
  if (hosts.length === 0) {
    return <NoDataSource />;
  }
  if (uid === null) {
    return (
      <EmptyState variant="not-found" message={t('host.unknown', 'This data source does not exist')}>
        {t('host.unknown-help', 'It was deleted, or you may not see it. Choose another host above.')}
      </EmptyState>
    );
  }
  return children(uid);
}
