import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { postUnban } from '../../src/api/endpoints';
import { testIds } from '../../src/testIds';
import { renderPage } from './renderPage';

type Screen = Awaited<ReturnType<typeof renderPage>>['screen'];

const table = (screen: Screen) => screen.getByTestId(testIds.bansTable);
const rowOf = (screen: Screen, address: string) => table(screen).getByRole('row', { name: address });

async function ban(screen: Screen, addresses: string, ...jails: string[]) {
  await screen.getByRole('button', { name: 'Ban addresses' }).click();
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /^Addresses/ }).fill(addresses);
  for (const jail of jails) {
    await dialog.getByRole('combobox').fill(jail);
    await screen.getByRole('option', { name: jail }).click();
  }
  await dialog.getByRole('heading').click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  return dialog;
}

describe('the Bans page', () => {
  it('pages, sorts and filters on the server, and keeps it all in the URL', async () => {
    const { screen, location } = await renderPage('bans', { params: { jail: 'many', sort: 'address', order: 'asc' } });
    await expect.element(screen.getByText('1–50 of 60 bans')).toBeVisible();
    await expect.element(table(screen).getByRole('row').nth(1)).toHaveTextContent('198.51.100.1');
    await screen.getByRole('button', { name: 'next page' }).click();
    await expect.element(screen.getByText('51–60 of 60 bans')).toBeVisible();
    expect(location.current).toContain('page=2');
    await table(screen).getByRole('button', { name: 'Address' }).click();
    await expect.element(table(screen).getByRole('row').nth(1)).toHaveTextContent('198.51.100.60');
    expect(location.current).not.toContain('page=');
    expect(location.current).toContain('sort=address');
    await screen.getByRole('combobox', { name: 'Rows per page' }).click();
    await screen.getByRole('option', { name: '25' }).click();
    await expect.element(screen.getByText('1–25 of 60 bans')).toBeVisible();
    expect(location.current).toContain('pageSize=25');
    await screen.getByRole('textbox', { name: 'Search by address or network' }).fill('198.51.100.0/29');
    await expect.element(screen.getByText('1–7 of 7 bans')).toBeVisible();
    expect(new URLSearchParams(location.current.split('?')[1]).get('search')).toBe('198.51.100.0/29');
  });

  it('says when nothing matches, and clears the filters', async () => {
    const { screen, location } = await renderPage('bans', { params: { search: '192.0.2.255' } });
    await expect.element(screen.getByText('No active ban matches')).toBeVisible();
    await screen.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.element(table(screen)).toBeVisible();
    expect(location.current).toBe('/a/bangui-fail2ban-app/bans?ds=live');
  });

  it('says what is wrong with a search that is no address', async () => {
    const { screen } = await renderPage('bans', { params: { search: 'no address' } });
    await expect.element(screen.getByTestId(testIds.failure('invalid'))).toHaveTextContent(/not an IP address or network/);
    await expect.element(screen.getByRole('button', { name: 'Retry' })).not.toBeInTheDocument();
    await screen.getByRole('button', { name: 'Clear the search' }).click();
    await expect.element(table(screen)).toBeVisible();
  });

  it('bans after a look at it, tells what changed, and unbans', async () => {
    const { screen, notices } = await renderPage('bans', { role: 'Editor' });
    const dialog = await ban(screen, '192.0.2.7\n2001:db8::7', 'sshd', 'nginx-http-auth');
    await expect.element(dialog.getByText(/^Ban 2 addresses in sshd \(10 minutes\), nginx-http-auth \(for ever\)\?$/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect.poll(() => notices).toEqual([{ severity: 'success', text: '4 bans set' }]);
    await screen.getByRole('textbox', { name: 'Search by address or network' }).fill('192.0.2.7');
    await expect.element(screen.getByText('1–2 of 2 bans')).toBeVisible();
    await expect.element(table(screen).getByRole('row', { name: /nginx-http-auth.*for ever/ })).toBeVisible();

    await screen.getByRole('button', { name: 'Unban 192.0.2.7 in sshd' }).click();
    await screen.getByRole('radio', { name: 'In every jail' }).click({ force: true });
    await screen.getByRole('dialog').getByRole('button', { name: 'Unban', exact: true }).click();
    await expect.element(screen.getByText('No active ban matches')).toBeVisible();
    expect(notices.at(-1)).toMatchObject({ severity: 'success', text: expect.stringMatching(/lifted$/) });
  });

  it('unbans what is selected, in the jails where it was selected', async () => {
    const { screen, notices } = await renderPage('bans', { role: 'Editor', params: { search: '192.0.2.16/29' } });
    await ban(screen, '192.0.2.17, 192.0.2.18', 'sshd');
    await screen.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click();
    await expect.element(rowOf(screen, '192.0.2.17')).toBeVisible();
    await screen.getByRole('checkbox', { name: 'Select all bans of this page' }).click({ force: true });
    await expect.element(screen.getByText('2 bans selected')).toBeVisible();
    await screen.getByRole('button', { name: 'Unban selected' }).click();
    await screen.getByRole('dialog').getByRole('button', { name: 'Unban', exact: true }).click();
    await expect.poll(() => notices.at(-1)).toEqual({ severity: 'success', text: '2 bans lifted' });
  });

  it('tells when nothing had to be changed', async () => {
    const { screen, notices } = await renderPage('bans');
    const dialog = await ban(screen, '198.51.100.1', 'many');
    await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect.poll(() => notices).toEqual([{ severity: 'warning', text: 'Nothing to change: What you named was banned already.' }]);
  });

  it('asks for what is missing', async () => {
    const { screen } = await renderPage('bans');
    const dialog = await ban(screen, ' ');
    await expect.element(dialog.getByText('Enter at least one address.')).toBeVisible();
    await expect.element(dialog.getByText('Choose at least one jail.')).toBeVisible();
  });

  it('refuses at once what can be no address, and lets it be mended', async () => {
    const { screen } = await renderPage('bans');
    const dialog = await ban(screen, '192.0.2.7\nzzz\n192.0.2.999', 'sshd');
    await expect.element(dialog.getByText('No IP address or network: zzz, 192.0.2.999')).toBeVisible();
    await dialog.getByRole('textbox', { name: /^Addresses/ }).fill('192.0.2.7');
    await expect.element(dialog.getByText(/^No IP address/)).not.toBeInTheDocument();
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect.element(dialog.getByText('Ban 1 address in sshd (10 minutes)?')).toBeVisible();
  });

  it('closes the list of jails with Escape, then the dialog', async () => {
    const { screen } = await renderPage('bans');
    await screen.getByRole('button', { name: 'Ban addresses' }).click();
    const dialog = screen.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /^Addresses/ }).fill('192.0.2.7');
    await dialog.getByRole('combobox').click();
    await expect.element(screen.getByRole('option', { name: 'sshd' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(screen.getByRole('option', { name: 'sshd' })).not.toBeInTheDocument();
    await expect.element(dialog.getByRole('textbox', { name: /^Addresses/ })).toHaveValue('192.0.2.7');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
  });

  it('shows the sidecar’s objection to what is no address, and lets it be mended', async () => {
    const { screen } = await renderPage('bans');
    const dialog = await ban(screen, '2001:db8:::7', 'sshd');
    await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect.element(dialog.getByTestId(testIds.failure('invalid'))).toHaveTextContent('"2001:db8:::7" is not an IP address or network.');
    await dialog.getByRole('button', { name: 'Back' }).click();
    await expect.element(dialog.getByRole('textbox', { name: /^Addresses/ })).toHaveValue('2001:db8:::7');
  });

  it('lets only an Admin ban what the guard refuses', async () => {
    const asEditor = await renderPage('bans', { role: 'Editor' });
    const refused = await ban(asEditor.screen, '203.0.113.9', 'paper');
    await expect.element(refused.getByText(/paper \(.+, blocks nothing\)\?$/)).toBeVisible();
    await refused.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect.element(refused.getByTestId(testIds.failure('guard'))).toHaveTextContent(/on the ignore list of a chosen jail: 203\.0\.113\.0\/24/);
    await expect.element(refused.getByRole('button', { name: /^Ban/ })).not.toBeInTheDocument();
    await asEditor.screen.unmount();

    const asAdmin = await renderPage('bans', { role: 'Admin' });
    const dialog = await ban(asAdmin.screen, '203.0.113.9', 'paper');
    await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect.element(dialog.getByRole('button', { name: 'Ban anyway' })).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Ban', exact: true })).not.toBeInTheDocument();
    await dialog.getByRole('button', { name: 'Ban anyway' }).click();
    await expect.poll(() => asAdmin.notices).toEqual([{ severity: 'success', text: '1 ban set' }]);
    // The host is shared by all files: another one shows this jail without a ban.
    await postUnban('live', { addresses: ['203.0.113.9'] });
  });

  it('never lets a network pass that is too wide', async () => {
    const { screen } = await renderPage('bans');
    const dialog = await ban(screen, '0.0.0.0/0', 'sshd');
    await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect.element(dialog.getByTestId(testIds.failure('guard'))).toHaveTextContent(/0\.0\.0\.0\/0 is wider than a ban may be/);
    await expect.element(dialog.getByText(/can never be overruled, not by an Admin either/)).toBeVisible();
    await expect.poll(() => dialog.getByTestId(testIds.failure('guard')).getByRole('listitem').elements()).toHaveLength(1);
    await expect.element(dialog.getByRole('button', { name: 'Ban anyway' })).not.toBeInTheDocument();
  });

  it('waits for a ban that takes long, and says so', async () => {
    const { screen, notices } = await renderPage('bans');
    const dialog = await ban(screen, '192.0.2.77', 'slow');
    await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect.element(dialog.getByText('fail2ban is still at work'), { timeout: 10_000 }).toBeVisible();
    await expect.poll(() => notices, { timeout: 20_000 }).toEqual([{ severity: 'success', text: '1 ban set' }]);
  });

  it('shows a Viewer the bans, and which role it takes to change them', async () => {
    const { screen } = await renderPage('bans', { role: 'Viewer', params: { jail: 'many' } });
    await expect.element(table(screen)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Ban addresses' })).toHaveAttribute('aria-disabled', 'true');
    await expect.element(screen.getByRole('checkbox')).not.toBeInTheDocument();
    await expect.element(screen.getByRole('button', { name: /^Unban/ })).not.toBeInTheDocument();
    await screen.getByRole('button', { name: 'Ban addresses' }).hover({ force: true });
    await expect.element(screen.getByText('This takes the role Editor; yours is Viewer')).toBeVisible();
  });

  it('bans nobody while fail2ban is offline, and says why', async () => {
    const { screen } = await renderPage('bans', { host: 'down' });
    const button = screen.getByRole('button', { name: 'Ban addresses' });
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await button.hover({ force: true });
    await expect.element(screen.getByText('fail2ban is offline: it cannot ban anybody now')).toBeVisible();
  });

  it('keeps what can be done with the selection in sight', async () => {
    const { screen } = await renderPage('bans', { role: 'Editor', params: { jail: 'many' } });
    await screen.getByRole('checkbox', { name: 'Select all bans of this page' }).click({ force: true });
    await expect.element(screen.getByText('50 bans selected')).toBeVisible();
    table(screen).getByRole('row').nth(49).element().scrollIntoView();
    await expect.element(screen.getByText('50 bans selected')).toBeInViewport();
    await expect.element(screen.getByRole('button', { name: 'Unban selected' })).toBeInViewport();
  });

  it('counts a single ban as one, and names every column', async () => {
    const { screen } = await renderPage('bans', { width: 1000, params: { search: '198.51.100.1', jail: 'many' } });
    await expect.element(screen.getByText('1–1 of 1 ban', { exact: true })).toBeVisible();
    await expect.element(table(screen).getByRole('columnheader', { name: 'Actions' })).toBeInTheDocument();
  });

  it.each([
    ['down', 'fail2ban_offline'],
    ['away', 'sidecar_unreachable'],
    ['stranger', 'token_refused'],
  ] as const)('says what is wrong when the host is %s', async (host, kind) => {
    const { screen } = await renderPage('bans', { host });
    await expect.element(screen.getByTestId(testIds.failure(kind))).toBeVisible();
  });

  it('can be used at the width of a phone', async () => {
    const { screen } = await renderPage('bans', { width: 400, role: 'Editor', params: { jail: 'many' } });
    await expect.element(table(screen)).toBeVisible();
    const main = screen.getByRole('main').element();
    expect(main.scrollWidth).toBeLessThanOrEqual(400);
    const row = table(screen).getByRole('row').nth(1);
    for (const part of [row.getByRole('cell', { name: /^198\.51\.100\./ }), row.getByRole('link', { name: 'many' }), row.getByText(/\d+ (minutes|seconds)/).last(), row.getByRole('button', { name: /^Unban/ })]) {
      const { left, right } = part.element().getBoundingClientRect();
      expect([left >= 0, right <= 400]).toEqual([true, true]);
    }
  });
});
