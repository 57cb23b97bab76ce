import type { DataSourceInstanceSettings, DataSourceSettings } from '@grafana/data';
import { CoreApp } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import type { TemplateSrv } from '@grafana/runtime';
import { setTemplateSrv } from '@grafana/runtime';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { QUERY_TYPES, querySchema, STATUS_FIELDS } from '../../pkg/contract/queries';
import { DATA_SOURCE_TYPE } from '../../src/constants';
import { BanguiDataSource } from '../../src/datasource/BanguiDataSource';
import { ConfigEditor } from '../../src/datasource/ConfigEditor';
import texts from '../../src/datasource/locales/en-US/bangui-fail2ban-datasource.json';
import { QueryEditor } from '../../src/datasource/QueryEditor';
import { fieldOptions, typeOptions } from '../../src/datasource/queryOptions';
import type { BanguiOptions, BanguiQuery, BanguiSecrets } from '../../src/datasource/types';

// Grafana gives the settings; the class itself reads its uid and name only.
const dataSource = new BanguiDataSource({ uid: 'x', name: 'x', type: DATA_SOURCE_TYPE, jsonData: {}, meta: {} } as unknown as DataSourceInstanceSettings<BanguiOptions>);

const VALUES: Record<string, string[]> = { $jail: ['sshd', 'nginx-http-auth'], $one: ['sshd'], $none: [], $net: ['192.0.2.0/24'] };

beforeEach(async () => {
  await initPluginTranslations(DATA_SOURCE_TYPE, [async () => texts]);
  const replace = (text = '', _vars?: unknown, format?: unknown) =>
    text.replace(/\$\w+/g, (name) => (format === 'csv' ? (VALUES[name] ?? [name]).join(',') : (VALUES[name] ?? [name]).join('|')));
  setTemplateSrv({ replace } as unknown as TemplateSrv);
});

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

  it('offers every query type and field of the sidecar', () => {
    expect(typeOptions().map(({ value }) => value)).toEqual([...QUERY_TYPES]);
    expect(fieldOptions().map(({ value }) => value)).toEqual([...STATUS_FIELDS]);
  });
});

describe('the query editor', () => {
  async function edit(query: BanguiQuery) {
    const changes: BanguiQuery[] = [];
    function Editor() {
      const [current, setCurrent] = useState(query);
      const onChange = (next: BanguiQuery) => {
        changes.push(next);
        setCurrent(next);
      };
      return <QueryEditor datasource={dataSource} query={current} onChange={onChange} onRunQuery={() => undefined} />;
    }
    return { screen: await render(<Editor />), changes };
  }

  it('narrows the bans, and widens them again', async () => {
    const { screen, changes } = await edit({ refId: 'A', queryType: 'bans' });
    await screen.getByRole('textbox', { name: 'Jails' }).fill('sshd');
    await screen.getByRole('textbox', { name: 'Search' }).fill('192.0.2.0/24');
    await screen.getByRole('spinbutton', { name: 'Limit' }).fill('9999999');
    await screen.getByRole('textbox', { name: 'Search' }).fill('');
    await screen.getByRole('textbox', { name: 'Jails' }).click();
    await expect.poll(() => changes.at(-1)).toEqual({ refId: 'A', queryType: 'bans', jail: 'sshd', search: undefined, limit: 100_000 });
    expect(changes.map(({ search }) => search)).toContain('192.0.2.0/24');
  });

  it('begins with the status for a query that says nothing', async () => {
    const { screen, changes } = await edit({ refId: 'A' });
    await expect.element(screen.getByRole('combobox', { name: 'Query' })).toHaveValue('Status');
    await screen.getByRole('combobox', { name: 'Field' }).click();
    await screen.getByRole('option', { name: 'fail2ban is up (1 or 0)' }).click();
    await expect.poll(() => changes.at(-1)).toEqual({ refId: 'A', queryType: 'status', field: 'up' });
  });

  it('asks for one number or for everything', async () => {
    const { screen, changes } = await edit({ refId: 'A', queryType: 'status' });
    await expect.element(screen.getByRole('combobox', { name: 'Field' })).toHaveValue('Everything, as a table');
    await screen.getByRole('combobox', { name: 'Field' }).click();
    await screen.getByRole('option', { name: 'fail2ban is up (1 or 0)' }).click();
    await expect.poll(() => changes.at(-1)?.field).toBe('up');
    await screen.getByRole('combobox', { name: 'Field' }).click();
    await screen.getByRole('option', { name: 'Everything, as a table' }).click();
    await expect.poll(() => changes.at(-1)?.field).toBeUndefined();
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
