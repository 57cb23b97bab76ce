import type { DataSourceInstanceSettings, DataSourceRef } from '@grafana/data';
import { AppEvents, createTheme, EventBusSrv, OrgRole, ThemeContext } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import type { DataSourceSrv } from '@grafana/runtime';
import { config, setAppEvents, setBackendSrv, setChromeHeaderHeightHook, setDataSourceSrv } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { inject } from 'vitest';
import { render } from 'vitest-browser-react';
import { App } from '../../src/App';
import { APP_ID, DATA_SOURCE_TYPE } from '../../src/constants';
import texts from '../../src/locales/en-US/bangui-fail2ban-app.json';
import type { PageName } from '../../src/routing';
import { addressUrl, jailUrl, pageUrl, PAGES } from '../../src/routing';
import type { ScriptRole } from '../stack/privateSidecar';
import type { AlertingState } from './fakeAlerting';
import { withAlerting } from './fakeAlerting';
import type { Backend } from './sidecarBackend';
import { sidecarBackend } from './sidecarBackend';

/** The data sources there are: fail2ban runs, fail2ban is down, the sidecar has no fail2ban-client, fail2ban went down over an activation and is back or is not, the sidecar is away, the token is wrong. */
export type HostName = 'live' | 'down' | 'limited' | 'crashed' | 'fallen' | 'away' | 'stranger';

export interface RenderOptions {
  role?: ScriptRole;
  host?: HostName;
  /** The data sources that Grafana knows. */
  hosts?: HostName[];
  /** Further parameters of the URL. */
  params?: Record<string, string>;
  /** Further parts of the path. */
  below?: string;
  theme?: 'dark' | 'light';
  width?: number;
  /** Grafana's alerting; without it the page Alerts finds none. */
  alerting?: AlertingState;
  /** What Grafana says the person may do; all unknown when left out. */
  permissions?: Record<string, boolean>;
}

export type Notice = { severity: 'success' | 'warning' | 'error'; text: string };

/** Draws a page of the app as Grafana would, on real sidecars. */
export async function renderPage(page: PageName | `${'jails' | 'addresses'}/${string}`, options: RenderOptions = {}) {
  const { role = 'Admin', host = 'live', hosts = ['live', 'down', 'limited', 'away', 'stranger'], params = {}, below = '', theme = 'dark', width, alerting, permissions } = options;
  await initPluginTranslations(APP_ID, [async () => texts]);
  const sidecar = sidecarBackend(backendsFor(role));
  setBackendSrv(alerting === undefined ? sidecar : withAlerting(sidecar, alerting));
  setDataSourceSrv(dataSources(hosts));
  setChromeHeaderHeightHook(() => 0);
  const notices = listenForNotices();
  config.bootData.user.orgRole = OrgRole[role];
  config.bootData.user.permissions = permissions;

  const location = { current: '' };
  function Whereabouts() {
    const { pathname, search } = useLocation();
    location.current = pathname + search;
    return null;
  }
  const uid = hosts.includes(host) ? host : null;
  const url = new URL(urlOf(page, uid), 'http://grafana');
  Object.entries(params).forEach(([name, value]) => url.searchParams.set(name, value));
  const screen = await render(
    <ThemeContext.Provider value={createTheme({ colors: { mode: theme } })}>
      <GlobalStyles />
      <MemoryRouter initialEntries={[url.pathname + below + url.search]}>
        <Whereabouts />
        <main style={{ width }}>
          <Routes>
            <Route path={`/a/${APP_ID}/*`} element={<App />} />
          </Routes>
        </main>
      </MemoryRouter>
      <PortalContainer />
    </ThemeContext.Provider>
  );
  return { screen, notices, location };
}

function urlOf(page: Parameters<typeof renderPage>[0], uid: string | null): string {
  if (isPage(page)) {
    return pageUrl(page, uid);
  }
  const [kind = '', name = ''] = page.split(/\/(.*)/);
  return kind === 'jails' ? jailUrl(uid ?? '', name) : addressUrl(uid ?? '', name);
}

function isPage(page: string): page is PageName {
  return page in PAGES;
}

export function backendsFor(role: ScriptRole): Record<HostName, Backend> {
  const live = inject('live');
  const down = inject('down');
  const limited = inject('limited');
  const crashed = inject('crashed');
  const fallen = inject('fallen');
  return {
    live: { host: live, token: live.tokens[role] },
    down: { host: down, token: down.tokens[role] },
    limited: { host: limited, token: limited.tokens[role] },
    crashed: { host: crashed, token: crashed.tokens[role] },
    fallen: { host: fallen, token: fallen.tokens[role] },
    away: null,
    stranger: { host: live, token: 'a-token-that-nobody-gave' },
  };
}

export function dataSources(hosts: HostName[]): DataSourceSrv {
  const list = hosts.map((uid) => ({ uid, name: `Host ${uid}`, type: DATA_SOURCE_TYPE, isDefault: false }) as DataSourceInstanceSettings);
  const uidOf = (ref: DataSourceRef | string | null | undefined) => (typeof ref === 'string' ? ref : ref?.uid);
  // Pages and panels use nothing else of it.
  return {
    getList: ({ type }: { type: string }) => list.filter((one) => one.type === type),
    getInstanceSettings: (ref) => list.find(({ uid }) => uid === uidOf(ref)),
  } as Partial<DataSourceSrv> as DataSourceSrv;
}

export function listenForNotices(): Notice[] {
  const notices: Notice[] = [];
  const bus = new EventBusSrv();
  const listen = (severity: Notice['severity'], name: string) =>
    bus.getStream({ type: name } as never).subscribe((event) => notices.push({ severity, text: ((event as { payload: string[] }).payload ?? []).join(': ') }));
  listen('success', AppEvents.alertSuccess.name);
  listen('warning', AppEvents.alertWarning.name);
  listen('error', AppEvents.alertError.name);
  setAppEvents(bus);
  return notices;
}
