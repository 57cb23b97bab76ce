import path from 'node:path';
import { ROOT } from '../../stack/paths';
import { expect, test } from '../fixtures';
import { BansPage } from '../pages/BansPage';
import { OverviewPage } from '../pages/OverviewPage';
import { sessionOf } from '../people';

test.use({ storageState: sessionOf('Viewer') });

test('shows state, version, totals, jails and the newest bans', async ({ page, stack }) => {
  const overview = await OverviewPage.open(page);
  await expect(overview.state).toHaveText('Online');
  await expect(page.getByRole('region', { name: 'State of fail2ban' })).toContainText(stack.fail2banVersion);
  for (const jail of ['sshd', 'nginx-http-auth', 'slow']) {
    await expect(overview.jail(jail)).toBeVisible();
  }
  await expect(overview.totals).toContainText(/Banned now\s*[1-9]/);
  await expect(overview.newestBans.getByRole('row').nth(1)).toContainText(/203\.0\.113\.|198\.51\.100\.|2001:db8:/);
});

test('comes to a jail and on to its bans, and keeps the host', async ({ page }) => {
  const overview = await OverviewPage.open(page);
  await overview.jail('sshd').getByRole('link', { name: 'sshd' }).click();
  await expect(page).toHaveURL(/\/jails\/sshd\?.*ds=fail2ban-local/);
  await page.getByRole('link', { name: 'Show in Bans' }).click();
  await expect(page).toHaveURL(/\/bans\?.*ds=fail2ban-local.*jail=sshd|\/bans\?.*jail=sshd.*ds=fail2ban-local/);
  await expect(page.getByRole('table', { name: 'Active bans' }).getByRole('row').nth(1)).toContainText('sshd');
});

test('a new ban appears by itself', async ({ page, stack }) => {
  const bans = await BansPage.open(page, { search: '192.0.2.61' });
  await expect(bans.noMatch).toBeVisible();
  await stack.client('set', 'sshd', 'banip', '192.0.2.61');
  await expect(bans.row('192.0.2.61', 'sshd')).toBeVisible({ timeout: 25_000 });
  await stack.client('unban', '192.0.2.61');
  await expect(bans.noMatch).toBeVisible({ timeout: 25_000 });
});

test('says once that fail2ban is offline, and dims what was read before', async ({ page, stack }) => {
  const overview = await OverviewPage.open(page);
  await expect(overview.jail('sshd')).toBeVisible();
  await stack.order('fail2ban', 'stop');
  try {
    await expect(overview.state).toHaveText('Offline', { timeout: 45_000 });
    await expect(page.getByText(/^As read /).first()).toBeVisible({ timeout: 20_000 });
    await expect(overview.jail('sshd')).toBeVisible();
    await expect(page.getByTestId(/^bangui failure/)).toHaveCount(0);
    await expect(page.getByText(/Start it, for example with/)).toHaveCount(1);
    await page.screenshot({ path: path.join(ROOT, 'test-results/screenshots/overview-offline.png'), fullPage: true });
  } finally {
    await stack.order('fail2ban', 'start');
  }
  await expect(overview.state).toHaveText('Online', { timeout: 45_000 });
  await expect(page.getByText(/^As read /)).toHaveCount(0);
});
