import { DATA_SOURCE_TYPE } from '../../../src/constants';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';
import { expect, test } from '../fixtures';

const UID = 'e2e-public';
/** A public dashboard resolves no variables: its panel names the data source itself. */
const dashboard = {
  uid: UID,
  title: 'fail2ban for everybody',
  schemaVersion: 41,
  time: { from: 'now-1h', to: 'now' },
  panels: [
    {
      id: 1,
      type: 'stat',
      title: 'State of fail2ban',
      gridPos: { x: 0, y: 0, w: 8, h: 6 },
      datasource: { type: DATA_SOURCE_TYPE, uid: LOCAL_DATA_SOURCE.uid },
      targets: [{ refId: 'A', queryType: 'status', field: 'up', datasource: { type: DATA_SOURCE_TYPE, uid: LOCAL_DATA_SOURCE.uid } }],
    },
  ],
};

test('a public dashboard shows its panel to a browser that nobody logged in with', async ({ as, browser, baseURL }) => {
  const { request } = await as('Admin');
  const saved = await request.post('/api/dashboards/db', { data: { dashboard, overwrite: true } });
  expect(saved.status(), await saved.text()).toBe(200);
  const shared = await request.post(`/api/dashboards/uid/${UID}/public-dashboards`, { data: { isEnabled: true, share: 'public' } });
  expect(shared.status(), await shared.text()).toBe(200);
  const { accessToken } = (await shared.json()) as { accessToken: string };

  const anonymous = await browser.newContext({ baseURL });
  const page = await anonymous.newPage();
  await page.goto(`/public-dashboards/${accessToken}`);
  const panel = page.getByTestId('data-testid Panel header State of fail2ban');
  await expect(panel).toContainText('up');
  await expect(panel.getByTestId('data-testid Panel status error')).toHaveCount(0);
  expect((await anonymous.request.get(`/api/datasources/uid/${LOCAL_DATA_SOURCE.uid}/resources/status`)).status()).toBe(401);
  await anonymous.close();
  await request.delete(`/api/dashboards/uid/${UID}`);
});
