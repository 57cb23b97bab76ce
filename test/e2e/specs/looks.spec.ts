import path from 'node:path';
import type { Page } from '@playwright/test';
import { OVERVIEW_DASHBOARD_UID } from '../../../src/constants';
import { ROOT } from '../../stack/paths';
import { expect, test } from '../fixtures';
import { BansPage } from '../pages/BansPage';
import { OverviewPage } from '../pages/OverviewPage';
import { sessionOf } from '../people';

const LOOKS = {
  light: { theme: 'light', width: 1400 },
  dark: { theme: 'dark', width: 1400 },
  narrow: { theme: 'dark', width: 420 },
} as const;

const PAGES: Record<string, (page: Page, query: string) => Promise<void>> = {
  overview: async (page, query) => {
    const overview = await OverviewPage.open(page, query);
    await expect(overview.state).toHaveText('Online');
    await expect(overview.newestBans.getByRole('row').nth(1)).toBeVisible();
  },
  bans: async (page, query) => {
    const bans = await BansPage.open(page, {}, query);
    await expect(bans.table.getByRole('row').nth(1)).toBeVisible();
  },
  dashboard: async (page, query) => {
    await page.goto(`/d/${OVERVIEW_DASHBOARD_UID}?${query}`);
    await expect(page.getByTestId('data-testid Panel header State')).toContainText(/online/i);
  },
};

test.use({ storageState: sessionOf('Editor') });

for (const [look, { theme, width }] of Object.entries(LOOKS)) {
  for (const [name, open] of Object.entries(PAGES)) {
    test(`${name}, ${look}`, async ({ page, scanForA11yViolations }) => {
      await page.setViewportSize({ width, height: 1000 });
      await open(page, `&theme=${theme}`);
      // Panels are drawn when they first come into view.
      await page.mouse.move(width / 2, 500);
      await page.mouse.wheel(0, 2000);
      // Menus and skeletons fade in and out; nothing tells when they have.
      await page.waitForTimeout(700);
      await page.screenshot({ path: path.join(ROOT, 'test-results/screenshots', `${name}-${look}.png`), fullPage: true });
      if (name === 'dashboard') {
        return;
      }
      const { violations } = await scanForA11yViolations({ include: '#pageContent' });
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, 'the page scrolls sideways').toBe(0);
    });
  }
}

test('the ban dialog, dark', async ({ page, scanForA11yViolations }) => {
  const bans = await BansPage.open(page, {}, '&theme=dark');
  await bans.banButton.click();
  await expect(bans.dialog).toBeVisible();
  await page.waitForTimeout(700);
  await page.screenshot({ path: path.join(ROOT, 'test-results/screenshots/ban-dialog-dark.png') });
  const { violations } = await scanForA11yViolations({ include: '[role="dialog"]' });
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
