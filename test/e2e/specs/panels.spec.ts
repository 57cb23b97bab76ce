import path from 'node:path';
import { testIds } from '../../../src/testIds';
import { ROOT } from '../../stack/paths';
import { expect, test } from '../fixtures';
import { PANELS_UID, PanelsDashboard } from '../pages/PanelsDashboard';
import { sessionOf } from '../people';

const ADDRESS = '192.0.2.178';
const JAIL = 'nginx-http-auth';
const CHANGING = /^(Unban|Stop|Start|Set|Wake)/;

test.beforeEach(async ({ as }) => {
  await PanelsDashboard.save((await as('Admin')).request);
});

test.describe('as Editor', () => {
  test.use({ storageState: sessionOf('Editor') });

  test.afterEach(async ({ stack }) => {
    await stack.client('unban', ADDRESS);
  });

  test('bans and unbans from the panel, which shows it without a reload', async ({ page, stack }) => {
    const dashboard = await PanelsDashboard.open(page);
    await expect(dashboard.bans.getByRole('columnheader', { name: 'Caught by' })).toBeVisible();
    await expect(dashboard.bans.getByRole('columnheader', { name: 'Until' })).toHaveCount(0);
    await dashboard.bans.getByRole('button', { name: 'Ban addresses' }).click();
    await dashboard.dialog.getByRole('textbox', { name: 'Addresses' }).fill(ADDRESS);
    await dashboard.dialog.getByRole('combobox', { name: 'Jails' }).click();
    await page.getByRole('option', { name: 'sshd' }).click();
    await page.keyboard.press('Tab');
    await dashboard.dialog.getByRole('button', { name: 'Continue' }).click();
    await dashboard.dialog.getByRole('button', { name: 'Ban', exact: true }).click();
    await expect(dashboard.notice('1 ban set')).toBeVisible();
    await dashboard.search(ADDRESS);
    await expect(dashboard.ban(ADDRESS)).toContainText('sshd');
    expect(await stack.client('get', 'sshd', 'banip')).toContain(ADDRESS);

    await dashboard.ban(ADDRESS).getByRole('button', { name: `Unban ${ADDRESS} in sshd` }).click();
    await dashboard.dialog.getByRole('button', { name: 'Unban', exact: true }).click();
    await expect(dashboard.notice(/1 ban lifted/)).toBeVisible();
    await expect(dashboard.bans.getByText('No active ban matches')).toBeVisible();
    expect(await stack.client('get', 'sshd', 'banip')).not.toContain(ADDRESS);
    await expect(dashboard.jails.getByRole('button', { name: CHANGING })).toHaveCount(0);
  });

  test('goes to the page of an address', async ({ page, stack }) => {
    await stack.client('set', 'sshd', 'banip', ADDRESS);
    const dashboard = await PanelsDashboard.open(page);
    await dashboard.search(ADDRESS);
    await dashboard.ban(ADDRESS).getByRole('link', { name: ADDRESS }).click();
    await expect(page).toHaveURL(new RegExp(`/addresses/${ADDRESS}\\?ds=fail2ban-local`));
    await expect(page.getByRole('heading', { name: ADDRESS, level: 1 })).toBeVisible();
  });

  test('finds the options in the editor of the panel', async ({ page }) => {
    await page.goto(`/d/${PANELS_UID}?editPanel=2`);
    for (const option of ['Jails that do not run', 'Rows per page', 'Columns', 'Colour the text']) {
      await expect(page.getByText(option, { exact: true }).first()).toBeVisible();
    }
    await expect(PanelsDashboard.at(page).jail('sshd')).toBeVisible();
  });
});

test.describe('as Admin', () => {
  test.use({ storageState: sessionOf('Admin') });

  test.afterEach(async ({ stack }) => {
    await stack.client('reload', '--if-exists', JAIL);
    await stack.client('set', JAIL, 'idle', 'off');
  });

  test('pauses a jail and wakes it, stops it and starts it', async ({ page, stack }) => {
    const dashboard = await PanelsDashboard.open(page);
    await dashboard.act(`Set ${JAIL} idle`, 'Set the jail idle');
    await expect(dashboard.notice(`${JAIL} is idle`)).toBeVisible();
    await expect(dashboard.jail(JAIL).getByTestId(testIds.jailState)).toHaveText('Idle');
    await dashboard.act(`Wake ${JAIL} up`, 'Wake the jail up');
    await expect(dashboard.jail(JAIL).getByTestId(testIds.jailState)).toHaveText('Running');

    await dashboard.act(`Stop ${JAIL}`, 'Stop the jail');
    await expect(dashboard.notice(`${JAIL} is stopped`)).toBeVisible();
    await expect(dashboard.jail(JAIL)).toContainText(/Enabled, not running\s*–/);
    expect(await stack.client('status')).not.toContain(JAIL);
    await dashboard.act(`Start ${JAIL}`, 'Start the jail');
    await expect(dashboard.jail(JAIL).getByTestId(testIds.jailState)).toHaveText('Running');
    expect(await stack.client('status')).toContain(JAIL);
  });
});

test.describe('as Viewer', () => {
  test.use({ storageState: sessionOf('Viewer') });

  test('sees both panels and can change nothing', async ({ page }) => {
    const dashboard = await PanelsDashboard.open(page);
    await expect(dashboard.bans.getByRole('row').nth(1)).toBeVisible();
    await expect(dashboard.jail(JAIL).getByTestId(testIds.jailState)).toHaveText('Running');
    const button = dashboard.bans.getByRole('button', { name: 'Ban addresses' });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await button.hover();
    await expect(page.getByRole('tooltip')).toContainText('This takes the role Editor; yours is Viewer');
    await expect(page.getByRole('button', { name: CHANGING })).toHaveCount(0);
  });
});

test('a public dashboard shows both panels, and nothing that could be pressed or followed', async ({ as, browser, baseURL }) => {
  const { request } = await as('Admin');
  const shared = await request.post(`/api/dashboards/uid/${PANELS_UID}/public-dashboards`, { data: { isEnabled: true, share: 'public' } });
  expect(shared.status(), await shared.text()).toBe(200);
  const { uid, accessToken } = (await shared.json()) as { uid: string; accessToken: string };
  const anonymous = await browser.newContext({ baseURL, viewport: { width: 1400, height: 1000 } });
  const page = await anonymous.newPage();
  const refused: string[] = [];
  page.on('response', (response) => response.url().includes('/resources/') && refused.push(response.url()));
  await page.goto(`/public-dashboards/${accessToken}`);
  const dashboard = PanelsDashboard.at(page);
  await expect(dashboard.bans.getByTestId(testIds.bansPanel).getByRole('row').nth(1)).toBeVisible();
  await expect(dashboard.jails.getByTestId(testIds.jailsPanel)).toContainText(JAIL);
  await expect(dashboard.bans.getByRole('button', { name: /^(Ban|Unban) / })).toHaveCount(0);
  await expect(dashboard.bans.getByRole('row').getByRole('link')).toHaveCount(0);
  expect(refused).toEqual([]);
  await anonymous.close();
  await request.delete(`/api/dashboards/uid/${PANELS_UID}/public-dashboards/${uid}`);
});

test.describe('looks', () => {
  test.use({ storageState: sessionOf('Admin') });

  for (const theme of ['light', 'dark'] as const) {
    test(`both panels, wide and narrow, ${theme}`, async ({ page, scanForA11yViolations }) => {
      await page.setViewportSize({ width: 1600, height: 1300 });
      const dashboard = await PanelsDashboard.open(page, `theme=${theme}`);
      for (const title of ['All bans', 'All jails', 'Narrow bans', 'Narrow jails']) {
        const panel = dashboard.panel(title);
        await expect(panel.getByRole('row').nth(1)).toBeVisible();
        const overflow = await panel.getByRole('table').evaluate((table) => (table.parentElement?.scrollWidth ?? 0) - (table.parentElement?.clientWidth ?? 0));
        expect(overflow, `${title} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      // Menus and skeletons fade in and out; nothing tells when they have.
      await page.waitForTimeout(700);
      await page.screenshot({ path: path.join(ROOT, 'test-results/screenshots', `panels-${theme}.png`), fullPage: true });
      for (const id of [testIds.bansPanel, testIds.jailsPanel]) {
        const { violations } = await scanForA11yViolations({ include: `[data-testid="${id}"]` });
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(grave.map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
      }
    });
  }
});
