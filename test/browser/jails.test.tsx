import { describe, expect, it } from 'vitest';
import { testIds } from '../../src/testIds';
import { renderPage } from './renderPage';

type Screen = Awaited<ReturnType<typeof renderPage>>['screen'];

const table = (screen: Screen) => screen.getByTestId(testIds.jailsTable);
const rowOf = (screen: Screen, jail: string) => table(screen).getByRole('row', { name: new RegExp(`^${jail}`) });

async function act(screen: Screen, button: string, yes: string) {
  await screen.getByRole('button', { name: button }).click();
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('button', { name: yes }).click();
  return dialog;
}

describe('the Jails page', () => {
  it('shows states, counters, rules, logs and actions, attention first', async () => {
    const { screen } = await renderPage('jails');
    await expect.element(table(screen).getByRole('link').first()).toHaveTextContent('broken');
    await expect.element(rowOf(screen, 'broken')).toHaveTextContent(/^brokenEnabled, not running/);
    await expect.element(rowOf(screen, 'paper')).toHaveTextContent(/RunningBlocks nothing/);
    await expect.element(rowOf(screen, 'many')).toHaveTextContent(/Running60 \/ 60.*3 failures in 10 minutes: banned 10 minutes.*many\.log.*bangui-noop/);
    await expect.element(rowOf(screen, 'nginx-http-auth')).toHaveTextContent(/banned for ever/);
    await expect.element(screen.getByTestId(testIds.limits)).not.toBeInTheDocument();
  });

  it('finds a jail by its name, and keeps that in the URL', async () => {
    const { screen, location } = await renderPage('jails');
    await screen.getByRole('textbox', { name: 'Search by name' }).fill('NGINX');
    await expect.element(rowOf(screen, 'many')).not.toBeInTheDocument();
    await expect.element(rowOf(screen, 'nginx-http-auth')).toBeVisible();
    await expect.poll(() => location.current).toBe('/a/bangui-fail2ban-app/jails?ds=live&search=NGINX');
    await screen.getByRole('textbox', { name: 'Search by name' }).fill('nothing like it');
    await expect.element(screen.getByText('No jail has such a name')).toBeVisible();
  });

  it('sets a jail idle, wakes it, stops it and starts it, saying what each means', async () => {
    const { screen, notices } = await renderPage('jails', { params: { search: 'work' } });
    await screen.getByRole('button', { name: 'Set work idle' }).click();
    await expect.element(screen.getByRole('dialog')).toHaveTextContent(/Expiry is frozen too/);
    await screen.getByRole('dialog').getByRole('button', { name: 'Set the jail idle' }).click();
    await expect.element(rowOf(screen, 'work')).toHaveTextContent(/^workIdle/);
    expect(notices.at(-1)).toEqual({ severity: 'success', text: 'work is idle: It reads no log, and none of its bans ends.' });

    await act(screen, 'Wake work up', 'Wake the jail up');
    await expect.element(rowOf(screen, 'work')).toHaveTextContent(/^workRunning/);

    await screen.getByRole('button', { name: 'Stop work' }).click();
    await expect.element(screen.getByRole('dialog')).toHaveTextContent(/It has no ban to lift\..*returns at the next reload/);
    await screen.getByRole('dialog').getByRole('button', { name: 'Stop the jail' }).click();
    await expect.element(rowOf(screen, 'work')).toHaveTextContent(/^workEnabled, not running/);
    expect(notices.at(-1)?.text).toMatch(/^work is stopped: As long as its configuration enables it, it returns/);

    await act(screen, 'Start work', 'Start the jail');
    await expect.element(rowOf(screen, 'work')).toHaveTextContent(/^workRunning/);
    expect(notices.map(({ severity }) => severity)).toEqual(['success', 'success', 'success', 'success']);
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('says how many bans a stop lifts, and does nothing without a yes', async () => {
    const { screen, notices } = await renderPage('jails');
    await screen.getByRole('button', { name: 'Stop many' }).click();
    await expect.element(screen.getByRole('dialog')).toHaveTextContent('This lifts all 60 bans of the jail.');
    await screen.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
    await expect.element(rowOf(screen, 'many')).toHaveTextContent(/Running60/);
    expect(notices).toEqual([]);
  });

  it('shows fail2ban’s own words when a jail cannot be started, and stays', async () => {
    const { screen, notices } = await renderPage('jails');
    const dialog = await act(screen, 'Start broken', 'Start the jail');
    await expect.element(dialog.getByTestId(testIds.failure('fail2ban_refused'))).toHaveTextContent(/Unable to compile regular expression/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(rowOf(screen, 'broken')).toHaveTextContent(/^brokenEnabled, not running/);
    expect(notices).toEqual([]);
  });

  it.each(['Editor', 'Viewer'] as const)('shows an %s the jails, and which role it takes to change them', async (role) => {
    const { screen } = await renderPage('jails', { role });
    await expect.element(rowOf(screen, 'many')).toBeVisible();
    for (const name of ['Stop many', 'Set many idle', 'Start broken']) {
      await expect.element(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
    }
    await screen.getByRole('button', { name: 'Stop many' }).hover({ force: true });
    await expect.element(screen.getByText(`This takes the role Admin; yours is ${role}`)).toBeVisible();
  });

  it('says what is switched off on the host and why, and takes no start there', async () => {
    const { screen } = await renderPage('jails/many', { host: 'limited' });
    await expect.element(screen.getByTestId(testIds.limits)).toHaveTextContent(/Starting jails: ./);
    await screen.getByRole('button', { name: 'Stop many' }).click();
    await expect.element(screen.getByRole('dialog')).toHaveTextContent(/you cannot start it again from here/);
    await screen.unmount();

    const admin = await renderPage('jails', { params: { search: 'work' } });
    await act(admin.screen, 'Stop work', 'Stop the jail');
    await expect.element(rowOf(admin.screen, 'work')).toHaveTextContent(/^workEnabled/);
    await admin.screen.unmount();
    // Without fail2ban-client nobody knows what is enabled.
    const limited = await renderPage('jails', { host: 'limited' });
    await expect.element(rowOf(limited.screen, 'many')).toBeVisible();
    await expect.element(rowOf(limited.screen, 'work'), { timeout: 15_000 }).not.toBeInTheDocument();
    await expect.element(rowOf(limited.screen, 'broken')).not.toBeInTheDocument();
    await limited.screen.unmount();

    const again = await renderPage('jails', { params: { search: 'work' } });
    await act(again.screen, 'Start work', 'Start the jail');
    await expect.element(rowOf(again.screen, 'work')).toHaveTextContent(/^workRunning/);
  });

  it.each([
    ['down', 'fail2ban_offline'],
    ['away', 'sidecar_unreachable'],
    ['stranger', 'token_refused'],
  ] as const)('says what is wrong when the host is %s', async (host, kind) => {
    const { screen } = await renderPage('jails', { host });
    await expect.element(screen.getByTestId(testIds.failure(kind))).toBeVisible();
  });

  it('can be used at the width of a phone', async () => {
    const { screen } = await renderPage('jails', { width: 400 });
    await expect.element(rowOf(screen, 'many')).toBeVisible();
    expect(screen.getByRole('main').element().scrollWidth).toBeLessThanOrEqual(400);
    const { right } = screen.getByRole('button', { name: 'Stop many' }).element().getBoundingClientRect();
    expect(right).toBeLessThanOrEqual(400);
  });
});

describe('a jail’s own page', () => {
  it('shows all of it, and its bans in pages', async () => {
    const { screen, location } = await renderPage('jails/many');
    await expect.element(screen.getByRole('region', { name: 'State of the jail' })).toHaveTextContent(/^Running.*fail2ban lists this jail/);
    await expect.element(screen.getByRole('region', { name: 'Settings' })).toHaveTextContent(/Failures allowed3 ?Counted within10 minutes ?Ban time10 minutes ?Repeated banslast as long as the first/);
    await expect.element(screen.getByRole('list', { name: 'Log files' })).toHaveTextContent(/\.log$/);
    await expect.element(screen.getByRole('list', { name: 'Actions' })).toHaveTextContent('bangui-noop');
    await expect.element(screen.getByText('1–50 of 60 bans')).toBeVisible();
    await screen.getByRole('button', { name: 'next page' }).click();
    await expect.element(screen.getByText('51–60 of 60 bans')).toBeVisible();
    expect(location.current).toBe('/a/bangui-fail2ban-app/jails/many?ds=live&page=2');
    await screen.getByRole('link', { name: 'Show in Bans' }).click();
    await expect.element(screen.getByText('1–50 of 60 bans')).toBeVisible();
    expect(location.current).toBe('/a/bangui-fail2ban-app/bans?ds=live&jail=many');
  });

  it('says that it bans nobody, and that nobody knows whether it is idle', async () => {
    const { screen } = await renderPage('jails/paper', { role: 'Viewer' });
    await expect.element(screen.getByText('This jail bans nobody at the moment.')).toBeVisible();
    await expect.element(screen.getByText(/Whether it is idle, fail2ban does not tell/)).toBeVisible();
    await expect.element(screen.getByText('No action: it bans on paper only.')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Stop paper' })).toHaveAttribute('aria-disabled', 'true');
    await expect.element(screen.getByRole('button', { name: 'Wake paper up' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('shows one that does not run, with its only remedy', async () => {
    const { screen } = await renderPage('jails/broken');
    await expect.element(screen.getByText('The configuration enables this jail, and fail2ban does not run it.')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Start broken' })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Stop broken' })).not.toBeInTheDocument();
    await expect.element(screen.getByRole('region', { name: 'Active bans' })).not.toBeInTheDocument();
  });

  it('says that there is no such jail, and leads to those there are', async () => {
    const { screen } = await renderPage('jails/nosuch');
    await expect.element(screen.getByTestId(testIds.failure('not_found'))).toHaveTextContent(/There is no jail nosuch on this host/);
    await expect.element(screen.getByRole('link', { name: 'All jails of this host' })).toHaveAttribute('href', '/a/bangui-fail2ban-app/jails?ds=live');
  });

  it.each([
    ['down', 'fail2ban_offline'],
    ['away', 'sidecar_unreachable'],
    ['stranger', 'token_refused'],
  ] as const)('says what is wrong when the host is %s', async (host, kind) => {
    const { screen } = await renderPage('jails/many', { host });
    await expect.element(screen.getByTestId(testIds.failure(kind))).toBeVisible();
  });
});
