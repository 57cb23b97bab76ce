import { describe, expect, inject, it } from 'vitest';
import { postBan, postUnban } from '../../src/api/endpoints';
import { testIds } from '../../src/testIds';
import { renderPage } from './renderPage';

type Screen = Awaited<ReturnType<typeof renderPage>>['screen'];

const attacker = inject('attacker');
const table = (screen: Screen) => screen.getByTestId(testIds.historyTable);
const figures = (screen: Screen) => screen.getByTestId(testIds.historyFigures);
const paramsOf = (location: { current: string }) => new URLSearchParams(location.current.split('?')[1]);

async function choose(screen: Screen, label: string, typed: string, option: string) {
  await screen.getByRole('combobox', { name: label }).fill(typed);
  await screen.getByRole('option', { name: option }).click();
}

describe('the History page', () => {
  it('shows who was banned, where, how long, and by whose word', async () => {
    const { screen } = await renderPage('history', { params: { search: attacker }, width: 1300 });
    const row = table(screen).getByRole('row', { name: attacker });
    await expect.element(row).toHaveTextContent(/sshd.*10 minutes.*Running/);
    await expect.element(row.getByRole('link', { name: attacker })).toHaveAttribute('href', `/a/bangui-fail2ban-app/addresses/${attacker}?ds=live`);
    await expect.element(row.getByRole('link', { name: 'sshd' })).toHaveAttribute('href', '/a/bangui-fail2ban-app/jails/sshd?ds=live');
    await expect.element(screen.getByText('The only ban is shown')).toBeVisible();
    await expect.element(figures(screen)).toHaveTextContent(/^Bans1none known of the time beforeAddresses1Never banned before1Repeat offenders0$/);
  });

  it('shows the matched lines of a ban when they are wanted, and where they are from', async () => {
    const { screen } = await renderPage('history', { role: 'Viewer', params: { search: attacker } });
    const toggle = screen.getByRole('button', { name: `Show the lines of ${attacker} in sshd` });
    await expect.element(toggle).toHaveAttribute('aria-expanded', 'false');
    await expect.element(screen.getByTestId(testIds.banLines)).not.toBeInTheDocument();
    await toggle.click();
    await expect.element(screen.getByTestId(testIds.banLines)).toHaveTextContent(/^Matched lines, from the (database of fail2ban|followed log)/);
    for (const user of ['root', 'admin', 'guest']) {
      await expect.element(screen.getByTestId(testIds.banLines)).toHaveTextContent(`invalid user ${user} from ${attacker}`);
    }
    await screen.getByRole('button', { name: `Hide the lines of ${attacker} in sshd` }).click();
    await expect.element(screen.getByTestId(testIds.banLines)).not.toBeInTheDocument();
  });

  it('keeps filters and times in the URL, and finds them there again', async () => {
    const { screen, location } = await renderPage('history');
    await expect.element(table(screen)).toBeVisible();
    await choose(screen, 'Jails', 'man', 'many');
    await expect.element(screen.getByText('All 60 bans are shown')).toBeVisible();
    await screen.getByRole('textbox', { name: 'Address or network' }).fill('198.51.100.0/29');
    await expect.element(screen.getByText('All 7 bans are shown')).toBeVisible();
    await screen.getByRole('radio', { name: 'Country' }).click({ force: true });
    await screen.getByRole('switch', { name: 'Compare with the time before' }).click({ force: true });
    await screen.getByRole('tab', { name: 'Networks' }).click();
    await expect.element(screen.getByTestId(testIds.topList)).toHaveTextContent(/198\.51\.100\.0\/24/);
    expect(Object.fromEntries(paramsOf(location))).toEqual({ ds: 'live', jail: 'many', search: '198.51.100.0/29', by: 'country', compare: 'true', top: 'network' });
    const shared = Object.fromEntries(paramsOf(location));
    await screen.unmount();

    const again = await renderPage('history', { params: shared });
    await expect.element(again.screen.getByText('All 7 bans are shown')).toBeVisible();
    await expect.element(again.screen.getByRole('radio', { name: 'Country' })).toBeChecked();
    await again.screen.getByRole('button', { name: 'Clear the filters' }).click();
    expect(Object.fromEntries(paramsOf(again.location))).toEqual({ ds: 'live', by: 'country', compare: 'true', top: 'network' });
  });

  it('keeps a relative time relative', async () => {
    const { screen, location } = await renderPage('history', { params: { search: attacker } });
    await expect.element(table(screen)).toBeVisible();
    await screen.getByRole('button', { name: /Last 24 hours/ }).click();
    await screen.getByText('Last 7 days').click();
    await expect.poll(() => paramsOf(location).get('from')).toBe('now-7d');
    expect(paramsOf(location).get('to')).toBeNull();
    await expect.element(table(screen).getByRole('row', { name: attacker })).toBeVisible();
    await expect.element(screen.getByRole('link', { name: 'CSV' })).toHaveAttribute('href', `/api/datasources/uid/live/resources/history/export?format=csv&range=7d&search=${attacker}`);
  });

  it('filters by what is pressed in the list of the most banned', async () => {
    const { screen, location } = await renderPage('history', { params: { top: 'jail' } });
    await screen.getByRole('button', { name: 'Show only many' }).click();
    await expect.element(screen.getByText('All 60 bans are shown')).toBeVisible();
    expect(paramsOf(location).getAll('jail')).toEqual(['many']);
    await screen.getByRole('tab', { name: 'Addresses' }).click();
    await screen.getByRole('button', { name: /^Show only 198\.51\.100\./ }).first().click();
    await expect.element(screen.getByText('The only ban is shown')).toBeVisible();
    expect(paramsOf(location).get('search')).toMatch(/^198\.51\.100\.\d+$/);
  });

  it('offers the file of what is shown as a plain download', async () => {
    const { screen } = await renderPage('history', { role: 'Viewer', params: { search: '198.51.100.0/24', jail: 'many', minBans: '1', from: '1000000', to: '4102444800000' } });
    for (const [name, format] of [['CSV', 'csv'], ['JSON lines', 'jsonl']] as const) {
      const link = screen.getByRole('link', { name });
      await expect.element(link).toHaveAttribute('download');
      await expect
        .element(link)
        .toHaveAttribute('href', `/api/datasources/uid/live/resources/history/export?format=${format}&from=1000&to=4102444800&jail=many&search=198.51.100.0%2F24`);
      await expect.element(link).toHaveAttribute('target', '_self');
    }
  });

  it('says at once what is no address, and asks for nothing', async () => {
    const { screen, location } = await renderPage('history', { params: { jail: 'many' } });
    const field = screen.getByRole('textbox', { name: 'Address or network' });
    await field.fill('198.51.100');
    await expect.element(screen.getByText(/^“198\.51\.100” is neither an IP address nor a network/)).toBeVisible();
    expect(paramsOf(location).get('search')).toBeNull();
    await expect.element(screen.getByText('Give an address or a network, or clear the field')).toBeVisible();
    await expect.element(table(screen)).not.toBeInTheDocument();
    await field.fill('198.51.100.1');
    await expect.element(screen.getByText('The only ban is shown')).toBeVisible();
    await expect.element(screen.getByText(/neither an IP address/)).not.toBeInTheDocument();
    await field.fill('198.51.100');
    await expect.element(table(screen)).not.toBeInTheDocument();
    await field.fill('198.51.100.1');
    await expect.element(table(screen)).toBeVisible();
  });

  it('says what the sidecar refuses, and takes it out', async () => {
    const { screen } = await renderPage('history', { params: { search: '192.0.2.7/24' } });
    await expect.element(screen.getByTestId(testIds.failure('invalid'))).toBeVisible();
    await screen.getByRole('button', { name: 'Clear the address' }).click();
    await expect.element(table(screen)).toBeVisible();
  });

  it('says that nothing matches, or that nothing is known of that time', async () => {
    const filtered = await renderPage('history', { params: { search: '192.0.2.255', jail: 'many' } });
    await expect.element(filtered.screen.getByText('No ban of this time matches')).toBeVisible();
    await expect.element(filtered.screen.getByRole('link', { name: 'CSV' })).not.toBeInTheDocument();
    await filtered.screen.unmount();

    const { screen, location } = await renderPage('history', { params: { from: '1000000', to: '2000000' } });
    await expect.element(screen.getByText('The archive knows no ban of this time')).toBeVisible();
    await screen.getByRole('button', { name: 'Show the last 30 days' }).click();
    await expect.element(table(screen)).toBeVisible();
    expect(paramsOf(location).get('from')).toBe('now-30d');
  });

  it('tells repeat offenders from the others', async () => {
    const { screen, location } = await renderPage('history', { params: { search: attacker } });
    await screen.getByRole('switch', { name: 'Repeat offenders only' }).click({ force: true });
    await expect.element(screen.getByText('No ban of this time matches')).toBeVisible();
    expect(paramsOf(location).get('minBans')).toBe('2');
  });

  it('keeps what it knows while fail2ban is down', async () => {
    const { screen } = await renderPage('history', { host: 'down' });
    await expect.element(screen.getByText(/The archive knows no ban of this time|Bans of the archive/).first()).toBeVisible();
    await expect.element(screen.getByTestId(testIds.failure('fail2ban_offline'))).not.toBeInTheDocument();
  });

  it.each([
    ['away', 'sidecar_unreachable'],
    ['stranger', 'token_refused'],
  ] as const)('says once what is wrong when the host is %s', async (host, kind) => {
    const { screen } = await renderPage('history', { host });
    await expect.element(screen.getByTestId(testIds.failure(kind))).toBeVisible();
    await expect.poll(() => screen.getByRole('alert').elements()).toHaveLength(1);
  });

  it('has room beside an open menu, also for who unbanned', async () => {
    const address = '192.0.2.141';
    await renderPage('overview').then(({ screen }) => screen.unmount());
    await postBan('live', { addresses: [address], jails: ['work'] });
    await postUnban('live', { addresses: [address], jails: ['work'] });
    // What Grafana leaves to a page of 1440 pixels whose menu is docked.
    const { screen } = await renderPage('history', { width: 1076 });
    await expect.element(table(screen).getByRole('row', { name: address })).toHaveTextContent(/Unbanned by token:\w+ .*by token:/);
    const scroller = table(screen).element().parentElement;
    expect(scroller?.scrollWidth).toBe(scroller?.clientWidth);
  });

  it('draws all time from the first ban on', async () => {
    const { screen } = await renderPage('history', { params: { from: '0', search: attacker } });
    await expect.element(table(screen).getByRole('row', { name: attacker })).toBeVisible();
    await expect.poll(() => screen.getByText(/time before/).elements()).toHaveLength(1);
  });

  it('can be used at the width of a phone', async () => {
    const { screen } = await renderPage('history', { width: 400, params: { jail: 'many' } });
    await expect.element(table(screen)).toBeVisible();
    expect(screen.getByRole('main').element().scrollWidth).toBeLessThanOrEqual(400);
  });
});
