import { describe, expect, it } from 'vitest';
import { testIds } from '../../src/testIds';
import type { HostName } from './renderPage';
import { renderPage } from './renderPage';

type Screen = Awaited<ReturnType<typeof renderPage>>['screen'];

const card = (screen: Screen) => screen.getByRole('region', { name: 'fail2ban', exact: true });
const rowOf = (screen: Screen, name: string) => screen.getByTestId(testIds.serverParameters).getByRole('row', { name: new RegExp(`^${name}`) });
const banner = (screen: Screen) => screen.getByTestId(testIds.recovery);

describe('the Server page', () => {
  it('shows what fail2ban runs with beside its configuration, and how the sidecar is', async () => {
    const { screen } = await renderPage('server', { role: 'Viewer' });
    await expect.element(card(screen)).toHaveTextContent(/^fail2ban \d+\.\d+/);
    await expect.element(rowOf(screen, 'Log level')).toHaveTextContent('Log levelINFOINFO');
    await expect.element(rowOf(screen, 'Database')).toHaveTextContent(/\.sqlite3?.*\.sqlite3?$/);
    await expect.element(rowOf(screen, 'Bans are kept for')).toHaveTextContent('Bans are kept for1 day1d');
    await expect.element(screen.getByRole('region', { name: 'Sidecar' })).toHaveTextContent(/BanGUI sidecar \d.*Memory\d.*Free on its disk\d/);
    await expect.element(screen.getByRole('button', { name: 'Change the values…' })).toHaveAttribute('aria-disabled', 'true');
    await expect.element(screen.getByRole('button', { name: 'Restart fail2ban…' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('sets values, and asks twice for those that would blind BanGUI', async () => {
    const { screen, notices } = await renderPage('server');
    const change = async (age: string) => {
      await screen.getByRole('button', { name: 'Change the values…' }).click();
      await screen.getByRole('textbox', { name: /Bans are kept in its database for/ }).fill(age);
    };
    await change('many');
    await expect.element(screen.getByText('A whole number, 1 or more.')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Set', exact: true })).toBeDisabled();
    await screen.getByRole('button', { name: 'Cancel' }).click();

    await change('3000');
    await screen.getByRole('button', { name: 'Set', exact: true }).click();
    await expect.element(screen.getByRole('dialog')).toHaveTextContent(/fail2ban deletes bans from its database within an hour/);
    await screen.getByRole('button', { name: 'Set it all the same' }).click();
    await expect.element(rowOf(screen, 'Bans are kept for')).toHaveTextContent('Bans are kept for50 minutes3000');
    await expect.element(card(screen)).toHaveTextContent(/within an hour/);
    expect(notices.at(-1)).toMatchObject({ severity: 'success' });

    await change('86400');
    await screen.getByRole('button', { name: 'Set', exact: true }).click();
    await expect.element(rowOf(screen, 'Bans are kept for')).toHaveTextContent('Bans are kept for1 day86400');
    await expect.element(card(screen)).not.toHaveTextContent(/within an hour/);
  });

  it('flushes logs, and reloads a jail', async () => {
    const { screen, notices } = await renderPage('server');
    await screen.getByRole('button', { name: 'Flush logs' }).click();
    await expect.poll(() => notices.map(({ text }) => text)).toContain('fail2ban has opened its log anew');
    await screen.getByRole('combobox', { name: 'Read the configuration again of' }).click();
    await screen.getByRole('option', { name: 'work', exact: true }).click();
    await screen.getByRole('button', { name: 'Reload…' }).click();
    await screen.getByRole('dialog', { name: 'Reload work?' }).getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => notices.map(({ text }) => text), { timeout: 20_000 }).toContain('1 jail reloaded');
  });

  it('follows a restart until its end', async () => {
    const { screen, notices } = await renderPage('server');
    await screen.getByRole('button', { name: 'Restart fail2ban…' }).click();
    await screen.getByRole('dialog', { name: 'Restart fail2ban?' }).getByRole('button', { name: 'Restart' }).click();
    await expect.element(screen.getByText('fail2ban is still at work'), { timeout: 15_000 }).toBeVisible();
    await expect.poll(() => notices.map(({ text }) => text), { timeout: 20_000 }).toContain('fail2ban is restarted');
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('says why it cannot restart, and shows the sidecar also when fail2ban is down', async () => {
    const { screen } = await renderPage('server', { host: 'down' });
    await expect.element(screen.getByTestId(testIds.failure('fail2ban_offline'))).toBeVisible();
    await expect.element(screen.getByRole('region', { name: 'Sidecar' })).toHaveTextContent(/Memory/);
    await expect.element(screen.getByRole('button', { name: 'Restart fail2ban…' })).toHaveAttribute('aria-disabled', 'true');
    await expect.element(screen.getByText(/BANGUI_FAIL2BAN_RESTART of the sidecar does not say how/)).toBeVisible();
  });

  it('offers no change where the configuration is not written', async () => {
    const { screen } = await renderPage('server', { host: 'limited' });
    const button = screen.getByRole('button', { name: 'Change the values…' });
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await button.hover({ force: true });
    await expect.element(screen.getByText(/BANGUI_CONFIG_WRITES/)).toBeVisible();
    await expect.element(screen.getByTestId(testIds.limits)).toHaveTextContent(/Starting jails/);
  });

  it.each([
    ['away', 'sidecar_unreachable'],
    ['stranger', 'token_refused'],
  ] as const)('says what is wrong when the host is %s', async (host, kind) => {
    const { screen } = await renderPage('server', { host });
    await expect.element(screen.getByTestId(testIds.failure(kind))).toBeVisible();
  });

  it('can be used at the width of a phone', async () => {
    const { screen } = await renderPage('server', { width: 400 });
    await expect.element(rowOf(screen, 'Log level')).toBeVisible();
    expect(screen.getByRole('main').element().scrollWidth).toBeLessThanOrEqual(400);
  });
});

describe('the notice of a crash over an activation', () => {
  const hosts: HostName[] = ['live', 'crashed', 'fallen'];

  it.each(['overview', 'jails', 'bans', 'history', 'alerts', 'server', 'filterLab'] as const)('stands on the page %s', async (page) => {
    const { screen } = await renderPage(page, { host: 'crashed', hosts, alerting: { rules: [], folders: [], states: [], changes: [] } });
    await expect.element(banner(screen)).toHaveTextContent(/fail2ban went down 12 seconds after jail gone was activated.*It answers again/);
  });

  it('is not on a host that had none', async () => {
    const { screen } = await renderPage('server', { hosts });
    await expect.element(card(screen)).toBeVisible();
    await expect.element(banner(screen)).not.toBeInTheDocument();
  });

  it('lets no Editor deal with it', async () => {
    const { screen } = await renderPage('overview', { host: 'crashed', hosts, role: 'Editor' });
    await expect.element(banner(screen).getByRole('button', { name: 'Roll back…' })).toHaveAttribute('aria-disabled', 'true');
    await expect.element(banner(screen).getByRole('button', { name: 'Dismiss…' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('is dismissed where fail2ban is still away and cannot be restarted from here', async () => {
    const { screen } = await renderPage('overview', { host: 'fallen', hosts });
    await expect.element(banner(screen)).toHaveTextContent(/It does not answer yet, and nobody new is banned/);
    await expect.element(banner(screen).getByRole('button', { name: 'Roll back…' })).toHaveAttribute('aria-disabled', 'true');
    await banner(screen).getByRole('button', { name: 'Dismiss…' }).click();
    await screen.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(banner(screen)).not.toBeInTheDocument();
  });

  it('rolls the activation back', async () => {
    const { screen, notices } = await renderPage('overview', { host: 'crashed', hosts });
    await banner(screen).getByRole('button', { name: 'Roll back…' }).click();
    await screen.getByRole('dialog', { name: 'Take back the activation of gone?' }).getByRole('button', { name: 'Roll back' }).click();
    await expect.poll(() => notices.map(({ text }) => text), { timeout: 20_000 }).toContain('The activation is taken back, and fail2ban is restarted');
    await expect.element(banner(screen)).not.toBeInTheDocument();
  });
});
