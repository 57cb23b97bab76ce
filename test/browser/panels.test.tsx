import type { DataFrame, Field } from '@grafana/data';
import { FieldType, LoadingState, MappingType, toDataFrame } from '@grafana/data';
import { config } from '@grafana/runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { BansPanel } from '../../src/panels/bans/BansPanel';
import type { BansOptions } from '../../src/panels/bans/BansOptions';
import { JailsPanel } from '../../src/panels/jails/JailsPanel';
import type { JailsOptions } from '../../src/panels/jails/JailsOptions';
import { testIds } from '../../src/testIds';
import type { PanelQuery } from './renderPanel';
import { renderPanel } from './renderPanel';

type Screen = Awaited<ReturnType<typeof renderPanel>>['screen'];

const TABLE = { sortBy: '', sortOrder: 'desc', pageSize: 25, compact: false, showActions: true, showSearch: true } as const;
const BANS: BansOptions = TABLE;
const JAILS: JailsOptions = { ...TABLE, showState: true, showStopped: true };
const BY_CHOICE: BansOptions = { ...BANS, columns: ['jail', 'banTime', 'address'] };
const bansOf = (refId = 'A', host: PanelQuery['host'] = 'live', jail?: string): PanelQuery => ({ refId, host, queryType: 'bans', jail });
const jailsOf = (refId = 'A', host: PanelQuery['host'] = 'live', jail?: string): PanelQuery => ({ refId, host, queryType: 'jails', jail });

const bans = (screen: Screen) => screen.getByTestId(testIds.bansPanel);
const jails = (screen: Screen) => screen.getByTestId(testIds.jailsPanel);
const rowOf = (screen: Screen, jail: string) => jails(screen).getByRole('row', { name: new RegExp(`^${jail}`) });
const unbanButtons = (screen: Screen) => screen.getByRole('button', { name: /^Unban/ });

/** What a table is wider than its place. */
const overflowOf = ({ parentElement }: Element) => (parentElement ? parentElement.scrollWidth - parentElement.clientWidth : 0);

const changed = (change: (field: Field) => Partial<Field>) => (frames: DataFrame[]) =>
  frames.map((frame) => ({ ...frame, fields: frame.fields.map((field) => ({ ...field, ...change(field) })) }));

afterEach(() => {
  config.publicDashboardAccessToken = '';
});

describe('the bans panel', () => {
  it('bans and unbans as Editor, and has the dashboard ask anew', async () => {
    const { screen, notices, refreshes } = await renderPanel(BansPanel, BANS, { role: 'Editor', queries: [bansOf('A', 'live', 'work')] });
    await expect.element(screen.getByText('Nobody is banned at the moment')).toBeVisible();
    await screen.getByRole('button', { name: 'Ban addresses' }).click();
    const dialog = screen.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /^Addresses/ }).fill('192.0.2.142');
    await dialog.getByRole('combobox').fill('work');
    await screen.getByRole('option', { name: 'work' }).click();
    await dialog.getByRole('heading').click();
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect.element(bans(screen).getByRole('link', { name: '192.0.2.142' })).toHaveAttribute('href', '/a/bangui-fail2ban-app/addresses/192.0.2.142?ds=live');
    expect(notices).toEqual([{ severity: 'success', text: '1 ban set' }]);
    expect(refreshes.count).toBe(1);

    await screen.getByRole('button', { name: 'Unban 192.0.2.142 in work' }).click();
    await screen.getByRole('dialog').getByRole('button', { name: 'Unban', exact: true }).click();
    await expect.element(screen.getByText('Nobody is banned at the moment')).toBeVisible();
    expect(notices.at(-1)).toEqual({ severity: 'success', text: '1 ban lifted' });
    expect(refreshes.count).toBe(2);
  });

  it('offers a Viewer nothing to change, and says why', async () => {
    const { screen } = await renderPanel(BansPanel, BANS, { role: 'Viewer', queries: [bansOf('A', 'live', 'many')] });
    await expect.element(screen.getByText('1–25 of 60')).toBeVisible();
    await screen.getByRole('button', { name: 'Ban addresses' }).hover();
    await expect.element(screen.getByRole('tooltip')).toHaveTextContent('This takes the role Editor; yours is Viewer');
    await expect.element(unbanButtons(screen)).not.toBeInTheDocument();
  });

  it('searches, sorts and pages', async () => {
    const { screen } = await renderPanel(BansPanel, { ...BANS, sortBy: 'address', sortOrder: 'asc', pageSize: 7 }, { queries: [bansOf('A', 'live', 'many')] });
    await expect.element(screen.getByText('1–7 of 60')).toBeVisible();
    await expect.element(bans(screen).getByRole('row').nth(2)).toHaveTextContent('198.51.100.2');
    await bans(screen).getByRole('button', { name: 'Address' }).click();
    await expect.element(bans(screen).getByRole('row').nth(1)).toHaveTextContent('198.51.100.60');
    await screen.getByRole('button', { name: 'next page' }).click();
    await expect.element(screen.getByText('8–14 of 60')).toBeVisible();
    await screen.getByRole('textbox', { name: 'Search by address or jail' }).fill('100.6');
    await expect.element(bans(screen).getByRole('row')).toHaveLength(3);
    await screen.getByRole('textbox', { name: 'Search by address or jail' }).fill('nobody');
    await expect.element(screen.getByText('No active ban matches')).toBeVisible();
  });

  it('shows values as their fields say', async () => {
    const options = { type: MappingType.ValueToText, options: { many: { text: 'A lot', color: 'red', index: 0 } } } as const;
    const { screen } = await renderPanel(BansPanel, BY_CHOICE, {
      queries: [bansOf('A', 'live', 'many')],
      transform: changed((field) => {
        switch (field.name) {
          case 'jail':
            return { config: { ...field.config, displayName: 'Where', mappings: [options] } };
          case 'banTime':
            return { config: { displayName: 'Length', unit: 'm', custom: { align: 'left' } } };
          default:
            return { config: { ...field.config, links: [{ title: 'Elsewhere', url: 'https://example.org/${__value.raw}' }] }, getLinks: undefined };
        }
      }),
    });
    await expect.element(bans(screen).getByRole('columnheader').first()).toHaveTextContent('Where');
    await expect.element(bans(screen).getByRole('row').nth(1)).toHaveTextContent(/A lot10 hours198\.51\.100\.\d+/);
    expect(bans(screen).getByText('A lot').first().element()).toHaveStyle({ color: 'rgb(242, 73, 92)' });
    await expect.element(bans(screen).getByRole('link', { name: /^198\.51\.100/ }).first()).toHaveAttribute('href', expect.stringContaining('https://example.org/198.51.100.'));
  });

  it('acts on the host of each row, and on none where that cannot be told', async () => {
    const queries = [bansOf('A', 'live', 'many'), bansOf('B', 'limited', 'many')];
    const two = await renderPanel(BansPanel, BANS, { role: 'Editor', queries });
    await expect.element(two.screen.getByText('1–25 of 120')).toBeVisible();
    await expect.element(bans(two.screen).getByRole('cell', { name: 'Host live' }).first()).toBeVisible();
    await expect.element(two.screen.getByRole('button', { name: 'Ban on Host limited' })).toBeVisible();
    await two.screen.unmount();

    const joined = await renderPanel(BansPanel, BANS, { role: 'Editor', queries, transform: ([first]) => (first ? [{ ...first, refId: 'merge-A-B' }] : []) });
    await expect.element(joined.screen.getByText('1–25 of 60')).toBeVisible();
    await expect.element(unbanButtons(joined.screen).first()).toHaveAttribute('aria-disabled', 'true');
    await unbanButtons(joined.screen).first().hover();
    await expect.element(joined.screen.getByRole('tooltip')).toHaveTextContent('nobody can tell which host');
    await joined.screen.unmount();

    const alone = await renderPanel(BansPanel, BANS, { role: 'Editor', queries: [queries[0] ?? bansOf()], transform: ([first]) => (first ? [{ ...first, refId: 'merge-A' }] : []) });
    await expect.element(unbanButtons(alone.screen).first()).not.toHaveAttribute('aria-disabled', 'true');
  });

  it('unbans nothing that is no active ban, or whose jail is not there', async () => {
    const past = await renderPanel(BansPanel, BANS, { queries: [{ ...bansOf('A', 'live', 'many'), queryType: 'history' }] });
    await unbanButtons(past.screen).first().hover();
    await expect.element(past.screen.getByRole('tooltip')).toHaveTextContent('does not ask for active bans');
    await past.screen.unmount();
    const without = await renderPanel(BansPanel, BANS, { queries: [bansOf('A', 'live', 'many')], transform: (frames) => frames.map((frame) => ({ ...frame, fields: frame.fields.filter(({ name }) => name !== 'jail') })) });
    await unbanButtons(without.screen).first().hover();
    await expect.element(without.screen.getByRole('tooltip')).toHaveTextContent('do not tell the jail');
  });

  it('talks to nobody on a public dashboard', async () => {
    config.publicDashboardAccessToken = 'x';
    const links = [{ title: 'Address', url: '/a/bangui-fail2ban-app/addresses/${__value.raw}' }];
    const { screen } = await renderPanel(BansPanel, BANS, { queries: [bansOf('A', 'live', 'many')], transform: changed((field) => ({ config: { ...field.config, links } })) });
    await expect.element(screen.getByText('1–25 of 60')).toBeVisible();
    await expect.element(screen.getByRole('link')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: /ban/i }).elements().filter((button) => !/page|Banned/.test(button.textContent + (button.getAttribute('aria-label') ?? '')))).toEqual([]);
  });

  it('has words for no query, a running one, a failed one, and old data', async () => {
    const none = await renderPanel(BansPanel, BANS);
    await expect.element(none.screen.getByText('This panel needs a query of type Active bans')).toBeVisible();
    await none.screen.unmount();
    const loading = await renderPanel(BansPanel, BANS, { data: { state: LoadingState.Loading } });
    await expect.element(loading.screen.getByTestId(testIds.loading)).toBeVisible();
    await loading.screen.unmount();
    const unreached = await renderPanel(BansPanel, BANS, { data: { state: LoadingState.Error, error: { message: 'Plugin unavailable' } } });
    await expect.element(unreached.screen.getByTestId(testIds.panelFailure)).toHaveTextContent('Plugin unavailable');
    await expect.element(unreached.screen.getByText(/This panel needs a query/)).not.toBeInTheDocument();
    await unreached.screen.unmount();

    const failed = await renderPanel(BansPanel, BANS, { data: { state: LoadingState.Error, errors: [{ message: 'fail2ban is offline' }] } });
    await expect.element(failed.screen.getByTestId(testIds.panelFailure)).toHaveTextContent('fail2ban is offline');
    await failed.screen.unmount();
    const old = await renderPanel(BansPanel, BANS, {
      queries: [bansOf('A', 'live', 'many')],
      transform: (frames) => frames.map((frame) => ({ ...frame, meta: { notices: [{ severity: 'warning', text: 'fail2ban is busy' }] } })),
    });
    await expect.element(old.screen.getByTestId(testIds.panelNotices)).toHaveTextContent('fail2ban is busy');
    await expect.element(bans(old.screen)).toBeVisible();
  });

  it('draws a page of 100,000 bans, and fits into 200 pixels', async () => {
    const count = 100_000;
    const many = toDataFrame({
      refId: 'A',
      fields: [
        { name: 'address', type: FieldType.string, values: Array.from({ length: count }, (_, index) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`) },
        { name: 'jail', type: FieldType.string, values: new Array<string>(count).fill('sshd') },
      ],
    });
    const { screen } = await renderPanel(BansPanel, { ...BANS, compact: true, sortBy: 'address', sortOrder: 'asc' }, { role: 'Editor', queries: [bansOf()], transform: () => [many], width: 200, height: 400 });
    await expect.element(screen.getByText('1–25 of 100,000')).toBeVisible();
    expect(screen.getByRole('row').elements().length).toBeLessThan(30);
    await screen.getByRole('button', { name: 'next page' }).click();
    await expect.element(screen.getByText('26–50 of 100,000')).toBeVisible();
    await expect.element(bans(screen).getByText('10.0.0.25')).toBeVisible();
    await expect.element(unbanButtons(screen).first()).toBeVisible();
    expect(overflowOf(bans(screen).element())).toBeLessThanOrEqual(0);
    expect(bans(screen).element().getBoundingClientRect().width).toBeLessThanOrEqual(200);
  });
});

describe('the jails panel', () => {
  it('shows counters of the query beside states of the host, with jails that do not run', async () => {
    const { screen } = await renderPanel(JailsPanel, JAILS, { role: 'Viewer', queries: [jailsOf()] });
    await expect.element(rowOf(screen, 'many')).toHaveTextContent(/^manyRunning60/);
    await expect.element(rowOf(screen, 'paper')).toHaveTextContent(/RunningBlocks nothing/);
    await expect.element(rowOf(screen, 'broken')).toHaveTextContent(/^brokenEnabled, not running–/);
    await expect.element(jails(screen).getByRole('link', { name: 'many' })).toHaveAttribute('href', '/a/bangui-fail2ban-app/jails/many?ds=live');
    await expect.element(jails(screen).getByRole('button', { name: /^(Stop|Start|Set|Wake)/ })).not.toBeInTheDocument();
    await screen.getByRole('textbox', { name: 'Search by name' }).fill('nothing like it');
    await expect.element(screen.getByText('No jail has such a name')).toBeVisible();
  });

  it('adds no jail that the query leaves out', async () => {
    const { screen } = await renderPanel(JailsPanel, JAILS, { queries: [jailsOf('A', 'live', 'many')] });
    await expect.element(rowOf(screen, 'many')).toHaveTextContent('Running');
    await expect.element(rowOf(screen, 'broken')).not.toBeInTheDocument();
  });

  it('pauses a jail, wakes it, stops it and starts it as Admin', async () => {
    const { screen, notices, refreshes } = await renderPanel(JailsPanel, { ...JAILS, sortBy: 'jail' }, { queries: [jailsOf()] });
    const act = async (button: string, yes: string) => {
      await screen.getByRole('button', { name: button, exact: true }).click();
      await screen.getByRole('dialog').getByRole('button', { name: yes }).click();
    };
    await act('Set work idle', 'Set the jail idle');
    await expect.element(rowOf(screen, 'work')).toHaveTextContent(/^workIdle/);
    await act('Wake work up', 'Wake the jail up');
    await expect.element(rowOf(screen, 'work')).toHaveTextContent(/^workRunning/);
    await act('Stop work', 'Stop the jail');
    await expect.element(rowOf(screen, 'work')).toHaveTextContent(/^workEnabled, not running–/);
    await act('Start work', 'Start the jail');
    await expect.element(rowOf(screen, 'work')).toHaveTextContent(/^workRunning0/);
    expect(notices.map(({ severity }) => severity)).toEqual(['success', 'success', 'success', 'success']);
    expect(refreshes.count).toBe(4);
  });

  it('offers nothing when actions are off, and does not ask for what is not shown', async () => {
    const { screen } = await renderPanel(JailsPanel, { ...JAILS, showActions: false, showState: false, showStopped: false }, { queries: [jailsOf()] });
    await expect.element(rowOf(screen, 'many')).toHaveTextContent(/^many60/);
    await expect.element(jails(screen).getByRole('button', { name: /^(Stop|Start|Set|Wake)/ })).not.toBeInTheDocument();
    await expect.element(rowOf(screen, 'broken')).not.toBeInTheDocument();
  });

  it('needs a query of jails', async () => {
    const { screen } = await renderPanel(JailsPanel, JAILS, { queries: [bansOf('A', 'live', 'many')] });
    await expect.element(screen.getByText('This panel needs a query of type Jails')).toBeVisible();
  });

  it('fits into 200 pixels', async () => {
    const { screen } = await renderPanel(JailsPanel, { ...JAILS, compact: true }, { queries: [jailsOf()], width: 200, height: 500 });
    await expect.element(screen.getByRole('button', { name: 'Stop many' })).toBeVisible();
    expect(overflowOf(jails(screen).element())).toBeLessThanOrEqual(0);
  });
});
