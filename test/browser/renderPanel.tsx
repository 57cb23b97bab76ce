import type { DataFrame, DataQuery, FieldConfigSource, PanelData, PanelProps, ScopedVars } from '@grafana/data';
import { applyFieldOverrides, createTheme, dateTime, EventBusSrv, FieldType, LoadingState, OrgRole, ThemeContext, toDataFrame } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { config, setBackendSrv, setChromeHeaderHeightHook, setDataSourceSrv } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import type { ComponentType } from 'react';
import { useEffect, useState } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { render } from 'vitest-browser-react';
import { bansFrame } from '../../pkg/grafana/frames/bansFrame';
import { createLinks } from '../../pkg/grafana/frames/createLinks';
import type { Frame } from '../../pkg/grafana/frames/frame';
import { jailsFrame } from '../../pkg/grafana/frames/jailsFrame';
import { getBans, getJails } from '../../src/api/endpoints';
import { DATA_SOURCE_TYPE } from '../../src/constants';
import texts from '../../src/locales/en-US/bangui-fail2ban-app.json';
import type { ScriptRole } from '../stack/privateSidecar';
import type { HostName } from './renderPage';
import { backendsFor, dataSources, listenForNotices } from './renderPage';
import { sidecarBackend } from './sidecarBackend';

export interface PanelQuery extends DataQuery {
  host: HostName;
  queryType: 'jails' | 'bans' | 'history';
  jail?: string;
}

interface RenderPanelOptions {
  role?: ScriptRole;
  queries?: PanelQuery[];
  /** What happens to the frames on their way. */
  transform?(frames: DataFrame[]): DataFrame[];
  data?: Partial<PanelData>;
  fieldConfig?: FieldConfigSource;
  width?: number;
  height?: number;
}

/** Draws a panel as a dashboard would, on frames made of the answers of real sidecars; asks anew when the panel asks the dashboard to. */
export async function renderPanel<Options>(Panel: ComponentType<PanelProps<Options>>, options: Options, input: RenderPanelOptions = {}) {
  const { role = 'Admin', queries = [], transform = (frames) => frames, data: given, fieldConfig = { defaults: {}, overrides: [] }, width = 900, height = 600 } = input;
  await initPluginTranslations('panels', [async () => texts]);
  setBackendSrv(sidecarBackend(backendsFor(role)));
  setDataSourceSrv(dataSources(['live', 'down', 'limited', 'away', 'stranger']));
  setChromeHeaderHeightHook(() => 0);
  const notices = listenForNotices();
  config.bootData.user.orgRole = OrgRole[role];
  const theme = createTheme();
  const refreshes = { count: 0 };
  const eventBus = new EventBusSrv();
  const timeRange = { from: dateTime(0), to: dateTime(), raw: { from: 'now-1h', to: 'now' } };
  const request = { targets: queries.map(({ host, ...query }) => ({ ...query, datasource: { uid: host, type: DATA_SOURCE_TYPE } })), scopedVars: {} } as unknown as PanelData['request'];

  async function read(): Promise<PanelData> {
    const frames = transform(await Promise.all(queries.map(answer)));
    const series = applyFieldOverrides({ data: frames, fieldConfig, theme, timeZone: 'utc', replaceVariables: fillIn });
    return { state: LoadingState.Done, series, request, timeRange, ...given };
  }
  const first = await read();
  function Dashboard() {
    const [data, setData] = useState(first);
    useEffect(() => {
      const onRefresh = () => {
        refreshes.count += 1;
        void read().then(setData);
      };
      // As Grafana has it while a dashboard is open.
      Object.assign(globalThis, { __grafanaSceneContext: { state: { $timeRange: { onRefresh } } } });
      return () => void Reflect.deleteProperty(globalThis, '__grafanaSceneContext');
    }, []);
    const noop = () => undefined;
    return (
      <Panel
        id={1}
        title=""
        transparent={false}
        renderCounter={0}
        timeZone="utc"
        {...{ data, options, width, height, timeRange, fieldConfig, eventBus }}
        replaceVariables={(text) => text}
        onOptionsChange={noop}
        onFieldConfigChange={noop}
        onChangeTimeRange={noop}
      />
    );
  }
  const screen = await render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <MemoryRouter>
        <main>
          <Dashboard />
        </main>
      </MemoryRouter>
      <PortalContainer />
    </ThemeContext.Provider>
  );
  return { screen, notices, refreshes };
}

async function answer({ refId, host, queryType, jail }: PanelQuery): Promise<DataFrame> {
  if (queryType === 'jails') {
    const { jails, ...rest } = await getJails(host);
    return asGrafanaReads(jailsFrame(refId, { ...rest, jails: jails.filter(({ name }) => jail === undefined || name === jail) }, createLinks(host)));
  }
  return asGrafanaReads(bansFrame(refId, await getBans(host, { jail: jail === undefined ? undefined : [jail], pageSize: 1000 }), createLinks(host)));
}

/** Of Grafana's variables only the value that a link belongs to. */
function fillIn(text: string, variables?: ScopedVars): string {
  const { field, rowIndex } = (variables?.__dataContext?.value ?? {}) as { field?: DataFrame['fields'][number]; rowIndex?: number };
  return text.replaceAll(/\$\{__value\.raw(:percentencode)?\}/g, () => encodeURIComponent(String(field?.values[rowIndex ?? 0])));
}

/** Times are milliseconds in the browser. */
function asGrafanaReads({ fields, ...frame }: Frame): DataFrame {
  const inMilliseconds = (values: ReadonlyArray<number | string | null>) => values.map((value) => (typeof value === 'number' ? value * 1000 : value));
  return toDataFrame({ ...frame, fields: fields.map((field) => ({ ...field, config: { ...field.config }, values: field.type === FieldType.time ? inMilliseconds(field.values) : [...field.values] })) });
}
