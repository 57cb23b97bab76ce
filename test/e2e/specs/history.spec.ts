import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { HistoryView } from '../../../src/routing';
import { ROOT } from '../../stack/paths';
import { expect, test } from '../fixtures';
import { AddressPage } from '../pages/AddressPage';
import { HistoryPage } from '../pages/HistoryPage';
import { sessionOf } from '../people';

/** The attackers of the stack come by themselves; the archive learns of them within seconds. */
async function busyHistory(page: Page, view: Partial<HistoryView> = {}, query = ''): Promise<HistoryPage> {
  const history = await HistoryPage.open(page, view, query);
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(history.table.getByRole('row').nth(4)).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  return history;
}

test.describe('as Viewer', () => {
  test.use({ storageState: sessionOf('Viewer') });

  test('is in the menu, and shows bans with chart, figures and lists', async ({ page }) => {
    const history = await busyHistory(page);
    await expect(page.getByRole('link', { name: 'History', exact: true }).first()).toBeVisible();
    await expect(history.figures).toContainText(/Bans\d/);
    await expect(history.trend.locator('canvas').first()).toBeVisible();
    await expect(history.trend.getByRole('button', { name: 'sshd' })).toBeVisible();
    await expect(history.topList.getByRole('listitem').nth(1)).toBeVisible();
  });

  test('shows the matched lines of a ban, and leads to the page of its address', async ({ page }) => {
    const history = await busyHistory(page, { jails: ['sshd'] });
    const toggle = page.getByRole('button', { name: /^Show the lines of/ }).first();
    const address = /of (\S+) in/.exec((await toggle.getAttribute('aria-label')) ?? '')?.[1] ?? '';
    await toggle.click();
    // The database completes what the log tells first.
    await expect(history.lines).toContainText(new RegExp(`(from ${address} port|Found ${address})`));
    await expect(history.lines).toContainText(/from the (database of fail2ban|followed log)/);
    await history.rows(address).first().getByRole('link', { name: address }).click();
    await expect(page).toHaveURL((url) => url.pathname.endsWith(`/addresses/${encodeURIComponent(address)}`) && url.searchParams.get('ds') === 'fail2ban-local');
    await expect(new AddressPage(page).timeline).toContainText('Banned in sshd');
  });

  test('keeps filters and time in the URL, and the back button takes them back', async ({ page }) => {
    const history = await busyHistory(page);
    await history.choose('Jails', 'ssh', 'sshd');
    await expect(page).toHaveURL(/jail=sshd/);
    await history.lastTime('Last 24 hours', 'Last 7 days');
    await expect(page).toHaveURL(/from=now-7d/);
    await expect(history.table.getByRole('row').nth(1)).toContainText('sshd');
    await page.goBack();
    await expect(page).not.toHaveURL(/from=/);
    await expect(page).toHaveURL(/jail=sshd/);
    await page.goBack();
    await expect(page).not.toHaveURL(/jail=/);

    await history.search.fill('no address');
    await expect(page.getByText('“no address” is neither an IP address nor a network')).toBeVisible();
    await history.search.fill('192.0.2.255');
    await expect(page.getByText('No ban of this time matches')).toBeVisible();
    await page.reload();
    await expect(history.search).toHaveValue('192.0.2.255');
    await expect(page.getByText('No ban of this time matches')).toBeVisible();
  });

  test('is downloaded as a file, with the filters of the page', async ({ page }) => {
    await busyHistory(page, { jails: ['sshd'] });
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: /CSV/ }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^bangui-history-.*\.csv$/);
    const [head, ...lines] = (await readFile(await download.path(), 'utf8')).split('\r\n').slice(0, -1);
    expect(head).toMatch(/^jail,address,start,/);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.filter((line) => !line.startsWith('sshd,'))).toEqual([]);
  });

  test('is reached from a jail', async ({ page }) => {
    await page.goto('/a/bangui-fail2ban-app/jails/sshd?ds=fail2ban-local');
    await page.getByRole('link', { name: 'Show in History' }).click();
    await expect(page).toHaveURL(/\/history\?.*jail=sshd/);
  });

  for (const [look, theme, width] of [['light', 'light', 1400], ['dark', 'dark', 1400], ['narrow', 'dark', 420]] as const) {
    test(`looks ${look}`, async ({ page, scanForA11yViolations }) => {
      await page.setViewportSize({ width, height: width < 500 ? 2200 : 1400 });
      const history = await busyHistory(page, { compare: true, from: 'now-1h' }, `&theme=${theme}`);
      await page.getByRole('button', { name: /^Show the lines of/ }).first().click();
      await expect(history.lines).toBeVisible();
      await expect(history.trend.locator('canvas').first()).toBeVisible();
      // Menus and skeletons fade in and out; nothing tells when they have.
      await page.waitForTimeout(700);
      await page.screenshot({ path: path.join(ROOT, 'test-results/screenshots', `history-${look}.png`) });
      const { violations } = await scanForA11yViolations({ include: '#pageContent' });
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, 'the page scrolls sideways').toBe(0);
    });
  }
});
