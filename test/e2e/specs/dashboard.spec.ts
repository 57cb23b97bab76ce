import { OVERVIEW_DASHBOARD_UID, DATA_SOURCE_TYPE } from '../../../src/constants';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';
import { expect, test } from '../fixtures';
import { sessionOf } from '../people';

interface Panel {
  id: number;
  title: string;
  type: string;
}

test.describe('the shipped dashboard', () => {
  test.use({ storageState: sessionOf('Viewer') });

  test('came with the app, and every panel shows data', async ({ as, gotoDashboardPage }) => {
    const saved = await (await as('Viewer')).request.get(`/api/dashboards/uid/${OVERVIEW_DASHBOARD_UID}`);
    expect(saved.status()).toBe(200);
    const { dashboard } = (await saved.json()) as { dashboard: { panels: Panel[]; tags: string[] } };
    expect(dashboard.tags).toContain('copy before editing');
    expect(dashboard.panels.length).toBeGreaterThanOrEqual(4);

    const page = await gotoDashboardPage({ uid: OVERVIEW_DASHBOARD_UID });
    await page.waitForPanelsQueriesToComplete({ scrollAll: true });
    for (const { id, type, title } of dashboard.panels) {
      const panel = page.getPanelById(`${id}`);
      await panel.locator.scrollIntoViewIfNeeded();
      await expect(panel.locator, title).not.toContainText('No data');
      await expect(panel.getErrorIcon(), title).toHaveCount(0);
      if (type === 'table') {
        await expect(panel.locator, title).toContainText(title === 'Jails' ? 'nginx-http-auth' : /203\.0\.113\.|198\.51\.100\.|2001:db8:/);
      }
    }
    await expect(page.getPanelByTitle('State').locator).toContainText(/online/i);
  });
});

test.describe('Explore', () => {
  test.use({ storageState: sessionOf('Editor') });

  test('an Editor asks for bans with the query editor', async ({ page, stack }) => {
    await stack.client('set', 'sshd', 'banip', '192.0.2.62');
    const datasource = { type: DATA_SOURCE_TYPE, uid: LOCAL_DATA_SOURCE.uid };
    const pane = { datasource: datasource.uid, queries: [{ refId: 'A', datasource, queryType: 'jails' }], range: { from: 'now-1h', to: 'now' } };
    await page.goto(`/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ e2e: pane }))}`);
    await expect(page.getByText('nginx-http-auth').first()).toBeVisible();

    await page.getByRole('combobox', { name: 'Query', exact: true }).click();
    await page.getByRole('option', { name: 'Active bans' }).click();
    const search = page.getByRole('textbox', { name: 'Search', exact: true });
    await search.fill('192.0.2.0/24');
    await search.press('Enter');
    await expect(page.getByText('192.0.2.62').first()).toBeVisible();

    await page.getByRole('combobox', { name: 'Query', exact: true }).click();
    await page.getByRole('option', { name: 'Status' }).click();
    await page.getByRole('combobox', { name: 'Field', exact: true }).click();
    await page.getByRole('option', { name: 'fail2ban is up' }).click();
    await expect(page.getByRole('combobox', { name: 'Field', exact: true })).toHaveValue(/fail2ban is up/);
    await expect(page.getByText('An unexpected error happened')).toHaveCount(0);
    await stack.client('unban', '192.0.2.62');
  });
});
