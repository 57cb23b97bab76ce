import { t } from '@grafana/i18n';
import { Tab, TabsBar } from '@grafana/ui';
import { useNavigate } from 'react-router-dom';
import type { ConfigTab } from '../../routing';
import { CONFIG_TABS, configUrl } from '../../routing';

export function ConfigTabs({ uid, tab }: { uid: string; tab: ConfigTab }) {
  const navigate = useNavigate();
  return (
    <TabsBar>
      {CONFIG_TABS.map((one) => (
        <Tab
          key={one}
          label={tabName(one)}
          active={one === tab}
          href={configUrl(uid, one)}
          onChangeTab={(event) => {
            event.preventDefault();
            navigate(configUrl(uid, one));
          }}
        />
      ))}
    </TabsBar>
  );
}

function tabName(tab: ConfigTab): string {
  switch (tab) {
    case 'jails':
      return t('config.jails', 'Jails');
    case 'defaults':
      return t('config.defaults', 'Defaults');
    case 'filters':
      return t('config.filters', 'Filters');
    case 'actions':
      return t('config.actions', 'Actions');
    case 'files':
      return t('config.files', 'Files');
    case 'history':
      return t('config.history', 'History');
  }
}
