import { DATA_SOURCE_TYPE } from '../../../src/constants';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';
import { expect, test } from '../fixtures';
import { sessionOf } from '../people';

interface Panel {
  id: number;
  title: string;
  type: string;
}

const ADDRESS = /203\.0\.113\.|198\.51\.100\.|2001:db8:/;
/** What the attacked fail2ban of these tests has to show. */
const STATES: Record<string, string | RegExp> = { State: /online/i, fail2ban: /online/i, 'Log of fail2ban': 'following' };
const SHOWN: Record<string, string | RegExp> = {
  Jails: 'nginx-http-auth',
  'Active bans': ADDRESS,
  'Banned now': ADDRESS,
  'Most banned addresses': ADDRESS,
  History: ADDRESS,
  'Live events': /Found|Ban/,
};

const OF_HOSTS = ['bangui-overview', 'bangui-jail', 'bangui-address', 'bangui-geography', 'bangui-sidecar'];

test.describe('the shipped dashboards', () => {
  test.use({ storageState: sessionOf('Viewer') });

  for (const uid of OF_HOSTS) {
    test(`${uid} came with the app, and every panel shows data`, async ({ as, gotoDashboardPage }) => {
      test.setTimeout(180_000);
      const saved = await (await as('Viewer')).request.get(`/api/dashboards/uid/${uid}`);
      expect(saved.status()).toBe(200);
      const { dashboard } = (await saved.json()) as { dashboard: { panels: Panel[]; tags: string[] } };
      expect(dashboard.tags).toContain('copy before editing');
      expect(dashboard.panels.length).toBeGreaterThanOrEqual(4);

      const page = await gotoDashboardPage({ uid });
      await page.waitForPanelsQueriesToComplete({ scrollAll: true });
      // From where the page stands now: Grafana takes away what is far out of sight.
      for (const { id, type, title } of dashboard.panels.reverse()) {
        const panel = page.getPanelById(`${id}`);
        await panel.locator.scrollIntoViewIfNeeded();
        await expect(panel.locator, title).not.toContainText('No data');
        await expect(panel.getErrorIcon(), title).toHaveCount(0);
        if (type === 'stat') {
          await expect(panel.locator, title).not.toContainText('unknown');
        }
        const text = (type === 'stat' ? STATES : SHOWN)[title];
        if (text) {
          await expect(panel.locator, title).toContainText(text);
        }
      }
    });
  }
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
