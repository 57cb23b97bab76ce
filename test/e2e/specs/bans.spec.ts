import { expect, test } from '../fixtures';
import { BansPage } from '../pages/BansPage';
import { sessionOf } from '../people';

const V4 = '192.0.2.77';
const V6 = '2001:db8::77';

test.describe('as Editor', () => {
  test.use({ storageState: sessionOf('Editor') });

  test.afterEach(async ({ stack }) => {
    await stack.client('unban', V4, V6);
  });

  test('bans two addresses, finds them by network, and unbans them', async ({ page, stack }) => {
    const bans = await BansPage.open(page);
    await bans.ban([V4, V6], 'sshd');
    await expect(bans.notice('2 bans set')).toBeVisible();
    await expect(bans.dialog).toBeHidden();
    const listed = await stack.client('get', 'sshd', 'banip');
    expect(listed).toContain(V4);
    expect(listed).toContain(V6);

    await bans.search.fill('192.0.2.64/26');
    await expect(bans.row(V4, 'sshd')).toBeVisible();
    await expect(bans.row(V6, 'sshd')).toHaveCount(0);
    await expect(page).toHaveURL(/search=192\.0\.2\.64%2F26/);
    await bans.unban(V4, 'sshd');
    await expect(bans.notice(/1 bans? lifted/)).toBeVisible();
    await expect(bans.noMatch).toBeVisible();

    await bans.search.fill('2001:db8::/112');
    await bans.unban(V6, 'sshd');
    await expect(bans.noMatch).toBeVisible();
    expect(await stack.client('get', 'sshd', 'banip')).not.toMatch(new RegExp(`${V4}|${V6}`));
  });

  test('is told why 127.0.0.1 is not banned, and cannot insist', async ({ page, stack }) => {
    const bans = await BansPage.open(page);
    await bans.ban(['127.0.0.1'], 'sshd');
    await expect(bans.guardRefusal()).toContainText('127.0.0.1');
    await expect(bans.dialog.getByRole('button', { name: 'Ban anyway' })).toHaveCount(0);
    expect(await stack.client('get', 'sshd', 'banip')).not.toContain('127.0.0.1');
  });

  test('is told what cannot be banned at all', async ({ page }) => {
    const bans = await BansPage.open(page);
    await bans.draft(['not-an-address'], 'sshd');
    await expect(bans.dialog).toContainText('No IP address or network: not-an-address');
    await expect(bans.dialog.getByRole('button', { name: 'Continue' })).toBeVisible();
  });

  test('is told what the sidecar refuses', async ({ page }) => {
    const bans = await BansPage.open(page);
    await bans.ban(['2001:db8:::7'], 'sshd');
    await expect(bans.failure('invalid')).toContainText('2001:db8:::7');
  });

  test('finds filter, order and page in the URL again', async ({ page, stack }) => {
    await stack.client('set', 'nginx-http-auth', 'banip', V4);
    const bans = await BansPage.open(page, { jails: ['nginx-http-auth'], search: '192.0.2.0/24', sort: 'address', order: 'asc' });
    await expect(bans.row(V4, 'nginx-http-auth')).toBeVisible();
    await expect(bans.search).toHaveValue('192.0.2.0/24');
    await expect(bans.table.getByRole('columnheader', { name: 'Address' })).toHaveAttribute('aria-sort', 'ascending');
    await bans.table.getByRole('button', { name: 'Until' }).click();
    await expect(page).toHaveURL(/sort=end/);
    await page.goBack();
    await expect(bans.table.getByRole('columnheader', { name: 'Address' })).toHaveAttribute('aria-sort', 'ascending');
  });
});

test.describe('as Viewer', () => {
  test.use({ storageState: sessionOf('Viewer') });

  test('sees bans and can change none, on the page and by hand', async ({ page, stack, as }) => {
    await stack.client('set', 'sshd', 'banip', V4);
    const bans = await BansPage.open(page, { search: V4 });
    await expect(bans.row(V4, 'sshd')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Unban/ })).toHaveCount(0);
    await expect(bans.banButton).toHaveAttribute('aria-disabled', 'true');
    await bans.banButton.hover();
    await expect(page.getByRole('tooltip')).toContainText('This takes the role Editor; yours is Viewer');

    const byHand = await (await as('Viewer')).post('/unban', { addresses: [V4], jails: ['sshd'] });
    expect(byHand.status()).toBe(403);
    expect(await byHand.json()).toMatchObject({ error_code: 'FORBIDDEN', message: expect.stringContaining('Editor') });
    expect(await stack.client('get', 'sshd', 'banip')).toContain(V4);
    await stack.client('unban', V4);
  });
});

test.describe('with the role None', () => {
  test.use({ storageState: sessionOf('None') });

  test('does not even come to the page', async ({ page }) => {
    const bans = await BansPage.open(page);
    await expect(page).toHaveURL((url) => url.pathname === '/');
    await expect(bans.table).toHaveCount(0);
  });
});
