import type { DataQuery, DataQueryRequest, DataSourceInstanceSettings, DataSourceSettings } from '@grafana/data';
import { CoreApp, createDataFrame, LoadingState } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import type { TemplateSrv } from '@grafana/runtime';
import { setBackendSrv, setTemplateSrv } from '@grafana/runtime';
import { PortalContainer } from '@grafana/ui';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { lastValueFrom, of } from 'rxjs';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { QUERY_TYPES, querySchema, STATUS_FIELDS } from '../../pkg/contract/queries';
import { DATA_SOURCE_TYPE } from '../../src/constants';
import { AnnotationEditor } from '../../src/datasource/annotations/AnnotationEditor';
import { BanguiDataSource } from '../../src/datasource/BanguiDataSource';
import { ConfigEditor } from '../../src/datasource/ConfigEditor';
import { examples } from '../../src/datasource/explore/examples';
import { QueryHelp } from '../../src/datasource/explore/QueryHelp';
import texts from '../../src/datasource/locales/en-US/bangui-fail2ban-datasource.json';
import { QueryEditor } from '../../src/datasource/QueryEditor';
import { fieldOptions, typeOptions } from '../../src/datasource/queryOptions';
import type { BanguiOptions, BanguiQuery, BanguiSecrets, BanguiVariableQuery } from '../../src/datasource/types';
import { BanguiVariableSupport } from '../../src/datasource/variables/BanguiVariableSupport';
import { VariableEditor } from '../../src/datasource/variables/VariableEditor';
import { sidecarBackend } from './sidecarBackend';

type Screen = Awaited<ReturnType<typeof render>>;

/** The data source of a host that the backend of these tests knows, or of none. Grafana gives the settings; the class itself reads uid, name and type only. */
function dataSourceOf(uid: string): BanguiDataSource {
  return new BanguiDataSource({ uid, name: uid, type: DATA_SOURCE_TYPE, jsonData: {}, meta: {} } as unknown as DataSourceInstanceSettings<BanguiOptions>);
}
const dataSource = dataSourceOf('x');

const VALUES: Record<string, string[]> = { $jail: ['sshd', 'nginx-http-auth'], $one: ['sshd'], $none: [], $net: ['192.0.2.0/24'] };
const VARIABLES = [...Object.keys(VALUES).map((name) => ({ name: name.slice(1), type: 'query' })), { name: 'host', type: 'datasource' }];

beforeEach(async () => {
  await initPluginTranslations(DATA_SOURCE_TYPE, [async () => texts]);
  const replace = (text = '', _vars?: unknown, format?: unknown) =>
    text.replace(/\$\w+/g, (name) => (format === 'csv' ? (VALUES[name] ?? [name]).join(',') : (VALUES[name] ?? [name]).join('|')));
  setTemplateSrv({ replace, getVariables: () => VARIABLES } as unknown as TemplateSrv);
  const live = inject('live');
  setBackendSrv(sidecarBackend({ live: { host: live, token: live.tokens.Viewer }, away: null, x: null }));
});

/** An editor in the hands of Grafana: it is drawn with what it has changed. */
function editorOf<Q extends DataQuery>(query: Q, draw: (props: { query: Q; onChange(next: Q): void }) => ReactNode) {
  const changes: Q[] = [];
  function Editor() {
    const [current, setCurrent] = useState(query);
    const onChange = (next: Q) => {
      changes.push(next);
      setCurrent(next);
    };
    return (
      <>
        {draw({ query: current, onChange })}
        <PortalContainer />
      </>
    );
  }
  return { changes, Editor };
}

async function choose(screen: Screen, field: string, option: string) {
  await screen.getByRole('combobox', { name: field }).click();
  await screen.getByRole('option', { name: option }).first().click();
}

/** One more of several; the menu stays open, and is closed again. */
async function pick(screen: Screen, field: string, option: string) {
  await choose(screen, field, option);
  await userEvent.keyboard('{Escape}');
}

/** Typed instead of picked from the menu. */
async function enter(screen: Screen, field: string, text: string) {
  await screen.getByRole('combobox', { name: field }).fill(text);
  await userEvent.keyboard('{Enter}');
}

async function write(screen: Screen, fields: Record<string, string>) {
  for (const [name, text] of Object.entries(fields)) {
    await screen.getByRole('textbox', { name }).fill(text);
    await userEvent.keyboard('{Enter}');
  }
}

describe('the data source', () => {
  it.each([
    ['sshd', ['sshd']],
    ['$jail', ['sshd', 'nginx-http-auth']],
    ['$one, recidive', ['sshd', 'recidive']],
    ['$none', []],
    [['$one', 'recidive'], ['sshd', 'recidive']],
  ])('fills variables into jails: %j', (jail, expected) => {
    const query = dataSource.applyTemplateVariables({ refId: 'A', queryType: 'bans', jail, search: ' $net ' }, {});
    expect(query).toMatchObject({ jail: expected, search: '192.0.2.0/24' });
    expect(querySchema.safeParse(query).success).toBe(true);
  });

  it('asks for the status when a query says nothing, and nothing for a hidden one', () => {
    expect(dataSource.filterQuery({ refId: 'A' })).toBe(true);
    expect(dataSource.applyTemplateVariables({ refId: 'A' }, {})).toMatchObject({ queryType: 'status' });
    expect(dataSource.filterQuery({ refId: 'A', queryType: 'bans', hide: true })).toBe(false);
    expect(dataSource.filterQuery({ refId: 'A', queryType: 'bans' })).toBe(true);
  });

  it('begins with a number in alert rules and with a table elsewhere', () => {
    expect(dataSource.getDefaultQuery(CoreApp.UnifiedAlerting)).toEqual({ queryType: 'status', field: 'up' });
    expect(dataSource.getDefaultQuery(CoreApp.Dashboard)).toEqual({ queryType: 'jails' });
  });

  it('tells a query in one line', () => {
    expect(dataSource.getQueryDisplayText({ refId: 'A', queryType: 'top', by: 'network', jail: ['sshd', '$jail'], limit: 10 })).toBe(
      'Most banned · by: network · jail: sshd, $jail · limit: 10'
    );
    expect(dataSource.getQueryDisplayText({ refId: 'A' })).toBe('Status');
  });

  it('offers every query type and field of the sidecar', () => {
    expect(typeOptions().map(({ value }) => value)).toEqual(QUERY_TYPES.filter((type) => type !== 'annotations'));
    expect(fieldOptions().map(({ value }) => value)).toEqual([...STATUS_FIELDS]);
  });
});

describe('the query editor', () => {
  async function edit(query: BanguiQuery, host = dataSource) {
    const { changes, Editor } = editorOf(query, (props) => <QueryEditor datasource={host} onRunQuery={() => undefined} {...props} />);
    return { screen: await render(<Editor />), changes };
  }

  it('narrows the bans, and widens them again', async () => {
    const { screen, changes } = await edit({ refId: 'A', queryType: 'bans' });
    await enter(screen, 'Jails', 'sshd');
    await screen.getByRole('textbox', { name: 'Search' }).fill('192.0.2.0/24');
    await screen.getByRole('textbox', { name: 'Limit' }).fill('9999999');
    await screen.getByRole('textbox', { name: 'Search' }).fill('');
    await screen.getByRole('textbox', { name: 'Limit' }).click();
    await expect.poll(() => changes.at(-1)).toEqual({ refId: 'A', queryType: 'bans', jail: ['sshd'], search: undefined, limit: 100_000 });
    expect(changes.map(({ search }) => search)).toContain('192.0.2.0/24');
  });

  it('begins with the status for a query that says nothing', async () => {
    const { screen, changes } = await edit({ refId: 'A' });
    await expect.element(screen.getByRole('combobox', { name: 'Query' })).toHaveValue('Status');
    await choose(screen, 'Field', 'fail2ban is up (1 or 0)');
    await expect.poll(() => changes.at(-1)).toEqual({ refId: 'A', queryType: 'status', field: 'up' });
  });

  it('asks for one number or for everything', async () => {
    const { screen, changes } = await edit({ refId: 'A', queryType: 'status' });
    await expect.element(screen.getByRole('combobox', { name: 'Field' })).toHaveValue('Everything, as a table');
    await choose(screen, 'Field', 'fail2ban is up (1 or 0)');
    await expect.poll(() => changes.at(-1)?.field).toBe('up');
    await choose(screen, 'Field', 'Everything, as a table');
    await expect.poll(() => changes.at(-1)?.field).toBeUndefined();
  });

  const PAST = { jail: ['sshd', 'recidive'], search: '192.0.2.1', country: ['DE', '$country'], asn: ['AS64500'], minBans: 3 };
  const ofPast = async (screen: Screen) => {
    await enter(screen, 'Jails', 'sshd, recidive');
    await write(screen, { Search: '192.0.2.1', Countries: 'DE, $country', Systems: 'AS64500', 'Least bans': '3' });
  };

  /** Each form as a person fills it in, and the query it makes. */
  const FORMS: Array<[string, Partial<BanguiQuery>, (screen: Screen) => Promise<void>]> = [
    ['Status', { queryType: 'status', field: '$one' }, (screen) => choose(screen, 'Field', '$one')],
    ['Jails', { queryType: 'jails', jail: ['$jail'] }, (screen) => enter(screen, 'Jails', '$jail')],
    ['Active bans', { queryType: 'bans', search: '$net', limit: '$limit' }, (screen) => write(screen, { Search: '$net', Limit: '$limit' })],
    [
      'History of bans',
      { queryType: 'history', ...PAST, limit: 50 },
      async (screen) => {
        await ofPast(screen);
        await write(screen, { Limit: '50' });
      },
    ],
    [
      'Bans over time',
      { queryType: 'trend', ...PAST, by: 'asn' },
      async (screen) => {
        await ofPast(screen);
        await choose(screen, 'Grouped by', 'Autonomous system');
      },
    ],
    [
      'Most banned',
      { queryType: 'top', ...PAST, by: 'network', limit: 1000 },
      async (screen) => {
        await choose(screen, 'Grouped by', 'Network');
        await ofPast(screen);
        await write(screen, { Limit: '5000' });
      },
    ],
    ['Bans by country, on a map', { queryType: 'geo', ...PAST }, ofPast],
    [
      'Log of fail2ban',
      { queryType: 'logs', search: 'Restore Ban', level: 'WARNING', limit: 1 },
      async (screen) => {
        await choose(screen, 'Level', 'WARNING');
        await write(screen, { Text: 'Restore Ban', Limit: '0' });
      },
    ],
    [
      'Live events',
      { queryType: 'events', kinds: ['ban', '$jail'], jail: ['sshd'], search: '192.0.2.1' },
      async (screen) => {
        await pick(screen, 'Events', 'Bans');
        await pick(screen, 'Events', '$jail');
        await enter(screen, 'Jails', 'sshd');
        await write(screen, { Search: '192.0.2.1' });
      },
    ],
    [
      'Check',
      { queryType: 'check', check: 'jail_blind', jail: ['sshd'] },
      async (screen) => {
        await choose(screen, 'Check', 'A jail has gone blind');
        await enter(screen, 'Jails', 'sshd');
      },
    ],
    ['Sidecar', { queryType: 'sidecar' }, async () => undefined],
  ];

  it.each(FORMS)('has a form for %s', async (type, expected, fill) => {
    const before: BanguiQuery = { refId: 'A', queryType: expected.queryType === 'jails' ? 'status' : 'jails' };
    const { screen, changes } = await edit(before);
    await choose(screen, 'Query', type);
    await expect.element(screen.getByRole('combobox', { name: 'Query' })).toHaveValue(type);
    await fill(screen);
    await expect.poll(() => changes.at(-1)).toEqual({ refId: 'A', ...expected });
    const rendered = await edit(changes.at(-1) ?? before);
    await expect.element(rendered.screen.getByRole('combobox', { name: 'Query' }).first()).toHaveValue(type);
  });

  it('fills in every form of the sidecar that a panel may ask for', () => {
    expect(FORMS.map(([, { queryType }]) => queryType)).toEqual(QUERY_TYPES.filter((type) => type !== 'annotations'));
  });

  it('begins a check with one that exists, and asks jails only where they count', async () => {
    const { screen, changes } = await edit({ refId: 'A', queryType: 'jails' });
    await choose(screen, 'Query', 'Check');
    await expect.poll(() => changes.at(-1)).toMatchObject({ queryType: 'check', check: 'stuck' });
    await expect.element(screen.getByRole('combobox', { name: 'Jails' })).not.toBeInTheDocument();
    await choose(screen, 'Check', 'Bans are not enforced');
    await expect.element(screen.getByRole('combobox', { name: 'Jails' })).toBeVisible();
  });

  it('shows a value that no menu has, as provisioning may write it', async () => {
    const { screen } = await edit({ refId: 'A', queryType: 'trend', by: '${by:raw}', limit: '$n', jail: '$other' });
    await expect.element(screen.getByRole('combobox', { name: 'Grouped by' })).toHaveValue('${by:raw}');
    await expect.element(screen.getByText('$other')).toBeVisible();
  });

  it('suggests the jails of the host and the variables of the dashboard', async () => {
    const { screen, changes } = await edit({ refId: 'A', queryType: 'jails' }, dataSourceOf('live'));
    await pick(screen, 'Jails', 'nginx-http-auth');
    await pick(screen, 'Jails', '$jail');
    await expect.poll(() => changes.at(-1)?.jail).toEqual(['nginx-http-auth', '$jail']);
    await expect.element(screen.getByRole('option', { name: '$host' })).not.toBeInTheDocument();
    await userEvent.keyboard('{Backspace}');
    await expect.poll(() => changes.at(-1)?.jail).toEqual(['nginx-http-auth']);
    await userEvent.keyboard('{Backspace}');
    await expect.poll(() => changes.at(-1)?.jail).toBeUndefined();
  });

  it('takes names of jails as well while the sidecar is away', async () => {
    const { screen, changes } = await edit({ refId: 'A', queryType: 'jails' }, dataSourceOf('away'));
    await enter(screen, 'Jails', 'sshd');
    await enter(screen, 'Jails', 'sshd');
    await enter(screen, 'Jails', 'recidive');
    await expect.poll(() => changes.at(-1)?.jail).toEqual(['sshd', 'recidive']);
  });
});

describe('the annotation editor', () => {
  it('marks what was chosen, and asks no more than that needs', async () => {
    const { changes, Editor } = editorOf<BanguiQuery>({ refId: 'Anno' }, (props) => <AnnotationEditor datasource={dataSource} onRunQuery={() => undefined} {...props} />);
    const screen = await render(<Editor />);
    await expect.element(screen.getByRole('combobox', { name: 'Mark' })).toHaveValue('Starts and stops of fail2ban');
    await expect.element(screen.getByRole('combobox', { name: 'Jails' })).not.toBeInTheDocument();
    await choose(screen, 'Mark', 'Bans of a jail or an address');
    await enter(screen, 'Jails', '$jail');
    await write(screen, { Search: '$net', Limit: '2000' });
    await expect.poll(() => changes.at(-1)).toEqual({ refId: 'Anno', queryType: 'annotations', what: 'bans', jail: ['$jail'], search: '$net', limit: 1000 });
    await choose(screen, 'Mark', 'Changes of the configuration');
    await expect.poll(() => changes.at(-1)).toMatchObject({ what: 'config' });
    await expect.element(screen.getByRole('combobox', { name: 'Jails' })).toBeVisible();
    await choose(screen, 'Mark', 'Starts and stops of jails');
    await expect.element(screen.getByRole('textbox', { name: 'Search' })).not.toBeInTheDocument();
  });
});

describe('variables', () => {
  it('are edited by what they list', async () => {
    const { changes, Editor } = editorOf<BanguiVariableQuery>({ refId: 'V' }, (props) => <VariableEditor datasource={dataSource} onRunQuery={() => undefined} {...props} />);
    const screen = await render(<Editor />);
    await expect.element(screen.getByRole('combobox', { name: 'Values' })).toHaveValue('Jails');
    await expect.element(screen.getByText(/time range of the dashboard/)).not.toBeInTheDocument();
    await choose(screen, 'Values', 'Addresses');
    await enter(screen, 'Jails', 'sshd');
    await write(screen, { Limit: '$n' });
    await expect.poll(() => changes.at(-1)).toEqual({ refId: 'V', kind: 'addresses', jail: ['sshd'], limit: '$n' });
    await expect.element(screen.getByText(/time range of the dashboard/)).toBeVisible();
  });

  it('are asked for as queries, and told as text and value', async () => {
    const asked: BanguiQuery[] = [];
    const frame = createDataFrame({ fields: [{ name: 'asn', values: [64500] }, { name: 'organisation', values: ['Example Net'] }] });
    const support = new BanguiVariableSupport({
      query: ({ targets }) => {
        asked.push(...targets);
        return of({ data: [frame], state: LoadingState.Done });
      },
    });
    const request = { targets: [{ refId: 'V', kind: 'asns', jail: '$jail' }] } as unknown as DataQueryRequest<BanguiVariableQuery>;
    expect(await lastValueFrom(support.query(request))).toEqual({ data: [{ text: 'AS64500 Example Net', value: '64500' }], state: 'Done' });
    expect(asked).toEqual([{ refId: 'V', datasource: undefined, queryType: 'top', by: 'asn', jail: '$jail', limit: 1000 }]);
  });
});

describe('the help of Explore', () => {
  it('has an example of each query type, which a click chooses', async () => {
    expect(new Set(examples().map(({ query }) => query.queryType))).toEqual(new Set(typeOptions().map(({ value }) => value)));
    const clicked: BanguiQuery[] = [];
    const screen = await render(<QueryHelp datasource={dataSource} query={{ refId: 'B' }} onClickExample={(query) => clicked.push(query)} />);
    for (const { title } of examples()) {
      await screen.getByRole('button', { name: title, exact: true }).click();
    }
    expect(clicked).toMatchObject(examples().map(({ query }) => ({ ...query, refId: 'B', datasource: { uid: 'x' } })));
    expect(clicked.filter((query) => !querySchema.safeParse(dataSource.applyTemplateVariables(query, {})).success)).toEqual([]);
  });
});

describe('the config editor', () => {
  it('takes the token as a secret, keeps other settings, and touches no address', async () => {
    type Settings = DataSourceSettings<BanguiOptions, BanguiSecrets>;
    const given = { url: '', jsonData: { other: 1 }, secureJsonFields: { token: true }, secureJsonData: {} } as unknown as Settings;
    const saved: Settings[] = [];
    function Editor() {
      const [options, setOptions] = useState(given);
      const onOptionsChange = (next: Settings) => {
        saved.push(next);
        setOptions(next);
      };
      return <ConfigEditor options={options} onOptionsChange={onOptionsChange} />;
    }
    const screen = await render(<Editor />);
    await screen.getByRole('button', { name: 'Reset' }).click();
    await screen.getByLabelText('Sidecar token').fill(' secret-token\n');
    await expect.poll(() => saved.at(-1)).toMatchObject({ url: '', jsonData: { other: 1 }, secureJsonData: { token: 'secret-token' }, secureJsonFields: { token: false } });
    await expect.element(screen.getByLabelText('Sidecar token')).toHaveAttribute('type', 'password');
  });
});
