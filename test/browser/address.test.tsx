import { afterEach, describe, expect, inject, it } from 'vitest';
import { postUnban } from '../../src/api/endpoints';
import { testIds } from '../../src/testIds';
import { renderPage } from './renderPage';

type Screen = Awaited<ReturnType<typeof renderPage>>['screen'];

const attacker = inject('attacker');
const V4 = '192.0.2.140';
const V6 = '2001:db8::140';

const section = (screen: Screen, name: string) => screen.getByRole('region', { name, exact: true });
const state = (screen: Screen) => section(screen, 'State of the address');

/** The host is shared by all files. */
afterEach(async () => {
  await renderPage('overview');
  await postUnban('live', { addresses: [V4, V6] });
});

async function ban(screen: Screen, jail: string) {
  await screen.getByRole('button', { name: 'Ban…' }).click();
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('combobox').fill(jail);
  await screen.getByRole('option', { name: jail }).click();
  await dialog.getByRole('heading').click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click();
  await expect.element(dialog).not.toBeInTheDocument();
}

describe('the page of one address', () => {
  it('tells where it is banned, since when, why, and what ignores it', async () => {
    const { screen } = await renderPage(`addresses/${attacker}`, { role: 'Viewer' });
    await expect.element(state(screen)).toHaveTextContent(/^Banned now in 1 jailIgnored/);
    await expect.element(state(screen)).toHaveTextContent(/Bans in all1Jailssshd/);
    await expect.element(screen.getByTestId(testIds.activeBans).getByRole('row', { name: /sshd/ })).toHaveTextContent(/minutes/);
    await expect.element(screen.getByText('fail2ban ignores this address')).toBeVisible();
    await expect.element(screen.getByText('203.0.113.0/24 in paper')).toBeVisible();
    const timeline = screen.getByTestId(testIds.timeline);
    await expect.element(timeline).toHaveTextContent(/^Banned in sshd \(10 minutes\)/);
    await timeline.getByRole('button', { name: /^Show the lines/ }).click();
    await expect.element(screen.getByTestId(testIds.banLines)).toHaveTextContent(/invalid user root/);
    await expect.element(section(screen, 'Neighbours')).toHaveTextContent(/\d of the 255 other addresses of 203\.0\.113\.0\/24 w(as|ere) banned\./);
  });

  it('leads to its neighbours and to the history', async () => {
    const { screen, location } = await renderPage('addresses/198.51.100.7');
    await expect.element(section(screen, 'Neighbours')).toHaveTextContent(/59 of the 255 other addresses of 198\.51\.100\.0\/24 were banned\./);
    await expect.element(section(screen, 'Neighbours')).toHaveTextContent('These are the 20 with most bans.');
    await section(screen, 'Neighbours').getByRole('link', { name: '198.51.100.1', exact: true }).click();
    await expect.element(screen.getByTestId(testIds.activeBans)).toHaveTextContent('198.51.100.1');
    expect(location.current).toBe('/a/bangui-fail2ban-app/addresses/198.51.100.1?ds=live');
    await screen.getByRole('link', { name: 'Show in History' }).click();
    await expect.element(screen.getByTestId(testIds.historyTable).getByRole('row', { name: '198.51.100.1' })).toHaveTextContent('many');
    expect(location.current).toBe('/a/bangui-fail2ban-app/history?ds=live&from=0&search=198.51.100.1');
  });

  it('bans the address and unbans it everywhere, as Editor', async () => {
    const { screen, notices } = await renderPage(`addresses/${V6}`, { role: 'Editor' });
    await expect.element(state(screen)).toHaveTextContent(/^Not banned now/);
    await expect.element(screen.getByText('The archive knows no ban of this address.')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Unban everywhere' })).toHaveAttribute('aria-disabled', 'true');
    await ban(screen, 'sshd');
    await ban(screen, 'work');
    await expect.element(state(screen)).toHaveTextContent(/^Banned now in 2 jails/);
    await expect.element(screen.getByTestId(testIds.timeline)).toHaveTextContent(/Banned in work \(10 minutes\) by .+/);

    await screen.getByRole('button', { name: 'Unban everywhere' }).click();
    const dialog = screen.getByRole('dialog');
    await expect.element(dialog).toHaveTextContent(/It is lifted in (sshd, work|work, sshd)\./);
    await dialog.getByRole('button', { name: 'Unban', exact: true }).click();
    await expect.element(state(screen)).toHaveTextContent(/^Not banned now/);
    await expect.poll(() => notices.at(-1)).toMatchObject({ severity: 'success', text: expect.stringMatching(/lifted$/) });
    await expect.element(screen.getByTestId(testIds.timeline)).toHaveTextContent(/Unban/);
  });

  it('lets a Viewer look and change nothing, also by hand', async () => {
    const { screen } = await renderPage(`addresses/${attacker}`, { role: 'Viewer' });
    for (const [name, role] of [['Ban…', 'Editor'], ['Unban everywhere', 'Editor'], ['Erase this address', 'Admin']] as const) {
      const button = screen.getByRole('button', { name });
      await expect.element(button).toHaveAttribute('aria-disabled', 'true');
      await button.hover({ force: true });
      await expect.element(screen.getByText(`This takes the role ${role}; yours is Viewer`)).toBeVisible();
    }
    await expect.element(screen.getByRole('button', { name: `Unban ${attacker} in sshd` })).not.toBeInTheDocument();
    await expect(postUnban('live', { addresses: [attacker] })).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('erases an address, as Admin', async () => {
    const { screen, notices } = await renderPage(`addresses/${V4}`);
    await ban(screen, 'work');
    await expect.element(state(screen)).toHaveTextContent(/Bans in all1/);
    await screen.getByRole('button', { name: 'Erase this address' }).click();
    await screen.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true }).click();
    await expect.poll(() => notices.at(-1)).toEqual({ severity: 'success', text: 'The address is erased, with 1 ban' });
    await expect.element(state(screen)).toHaveTextContent(/^Banned now in 1 jail.*Bans in all0/);
  });

  it('says what is no address, and leads on', async () => {
    const { screen } = await renderPage('addresses/nonsense');
    await expect.element(screen.getByTestId(testIds.failure('invalid'))).toHaveTextContent('nonsense');
    await expect.element(screen.getByRole('link', { name: 'Look in the history' })).toHaveAttribute('href', '/a/bangui-fail2ban-app/history?ds=live');
  });

  it('of a network is the history of all that it holds', async () => {
    const { screen, location } = await renderPage('overview', { below: '/addresses/198.51.100.0%2F24' });
    await expect.element(screen.getByTestId(testIds.historyTable)).toHaveTextContent('198.51.100.');
    expect(location.current).toBe('/a/bangui-fail2ban-app/history?ds=live&from=0&search=198.51.100.0%2F24');
  });

  it('tells what it knows while fail2ban is down', async () => {
    const { screen } = await renderPage(`addresses/${attacker}`, { host: 'down' });
    await expect.element(state(screen)).toHaveTextContent(/^fail2ban cannot be asked/);
    await expect.element(screen.getByRole('button', { name: 'Ban…' })).toHaveAttribute('aria-disabled', 'true');
  });

  it.each([
    ['away', 'sidecar_unreachable'],
    ['stranger', 'token_refused'],
  ] as const)('says what is wrong when the host is %s', async (host, kind) => {
    const { screen } = await renderPage(`addresses/${attacker}`, { host });
    await expect.element(screen.getByTestId(testIds.failure(kind))).toBeVisible();
  });

  it('can be used at the width of a phone', async () => {
    const { screen } = await renderPage(`addresses/${attacker}`, { width: 400 });
    await expect.element(screen.getByTestId(testIds.timeline)).toBeVisible();
    expect(screen.getByRole('main').element().scrollWidth).toBeLessThanOrEqual(400);
  });
});

describe('links to the page of an address', () => {
  it.each([
    ['overview', testIds.newestBans],
    ['bans', testIds.bansTable],
    ['jails/many', testIds.bansTable],
    ['history', testIds.historyTable],
  ] as const)('are on the page %s', async (page, id) => {
    const { screen } = await renderPage(page);
    const link = screen.getByTestId(id).getByRole('link', { name: /^\d+\.\d+\.\d+\.\d+$/ }).first();
    await expect.element(link).toHaveAttribute('href', expect.stringMatching(/^\/a\/bangui-fail2ban-app\/addresses\/\d+\.\d+\.\d+\.\d+\?ds=live$/));
  });

  it('of a jail lead to its history', async () => {
    const { screen, location } = await renderPage('jails/many');
    await screen.getByRole('link', { name: 'Show in History' }).click();
    await expect.element(screen.getByText('All 60 bans are shown')).toBeVisible();
    expect(location.current).toBe('/a/bangui-fail2ban-app/history?ds=live&jail=many');
  });
});
