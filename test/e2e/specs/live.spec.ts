import type { Page, WebSocketRoute } from '@playwright/test';
import { DATA_SOURCE_TYPE } from '../../../src/constants';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';
import { expect, test } from '../fixtures';
import { sessionOf } from '../people';

const UID = 'e2e-live';
const TITLE = 'Live bans';
const datasource = { type: DATA_SOURCE_TYPE, uid: LOCAL_DATA_SOURCE.uid };

/** No refresh: what shows up later came by the stream. */
const dashboard = {
  uid: UID,
  title: 'Live events',
  schemaVersion: 41,
  refresh: '',
  time: { from: 'now-1h', to: 'now' },
  panels: [
    {
      id: 1,
      type: 'table',
      title: TITLE,
      gridPos: { x: 0, y: 0, w: 24, h: 12 },
      datasource,
      targets: [{ refId: 'A', queryType: 'events', kinds: ['ban', 'unban'], search: '192.0.2.0/24', datasource }],
    },
    {
      id: 2,
      type: 'table',
      title: 'Live everything',
      gridPos: { x: 0, y: 12, w: 24, h: 12 },
      datasource,
      targets: [{ refId: 'A', queryType: 'events', datasource }],
    },
  ],
};

test.beforeEach(async ({ as }) => {
  const saved = await (await as('Admin')).request.post('/api/dashboards/db', { data: { dashboard, overwrite: true } });
  expect(saved.status(), await saved.text()).toBe(200);
});

test.afterEach(async ({ as }) => {
  await (await as('Admin')).request.delete(`/api/dashboards/uid/${UID}`);
});

test.describe('a panel with the query "events"', () => {
  test.use({ storageState: sessionOf('Viewer') });

  test('shows a ban and its end the moment they happen, once each, also after Grafana’s connection and the sidecar were gone', async ({ page, stack }, info) => {
    test.setTimeout(180_000);
    const connections: WebSocketRoute[] = [];
    await page.routeWebSocket(/\/api\/live\/ws/, (browser) => {
      connections.push(browser);
      browser.connectToServer();
    });
    await stack.client('set', 'sshd', 'banip', '192.0.2.71');
    await page.goto(`/d/${UID}`);
    const panel = page.getByTestId(`data-testid Panel header ${TITLE}`);
    const rows = (address: string) => panel.getByRole('row').filter({ hasText: address });
    await expect(rows('192.0.2.71')).toHaveCount(1);

    let queries = 0;
    page.on('request', (request) => (queries += request.url().includes('/api/ds/query') ? 1 : 0));
    await stack.client('set', 'sshd', 'banip', '192.0.2.72');
    await expect(rows('192.0.2.72')).toHaveCount(1);
    await stack.client('set', 'sshd', 'unbanip', '192.0.2.72');
    await expect(rows('192.0.2.72')).toHaveCount(2);
    await expect(rows('192.0.2.72').filter({ hasText: 'Unban' })).toHaveCount(1);
    await expect(panel.getByRole('row').nth(1)).toContainText('Unban');
    await expect(panel.getByRole('columnheader', { name: 'Id', exact: true })).toHaveCount(0);
    await expect(rows('192.0.2.71').getByRole('link', { name: '192.0.2.71' })).toHaveAttribute('href', `/a/bangui-fail2ban-app/addresses/192.0.2.71?ds=${LOCAL_DATA_SOURCE.uid}`);
    await page.screenshot({ path: info.outputPath('live.png') });

    expect(connections).toHaveLength(1);
    await connections[0]?.close({ code: 3001, reason: 'lost' });
    await stack.client('set', 'sshd', 'banip', '192.0.2.73');
    await expect(rows('192.0.2.73')).toHaveCount(1, { timeout: 60_000 });
    expect(connections.length).toBeGreaterThan(1);
    await expect(rows('192.0.2.71')).toHaveCount(1);

    await stack.order('sidecar', 'stop');
    await stack.order('sidecar', 'start');
    // Until Grafana runs the stream again nothing arrives; each ban is an event of its own.
    let address = 100;
    await expect(async () => {
      address += 1;
      await stack.client('set', 'sshd', 'banip', `192.0.2.${address}`);
      await expect(rows(`192.0.2.${address}`)).toHaveCount(1, { timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await expect(rows('192.0.2.72')).toHaveCount(2);
    expect(queries).toBe(0);
    await page.screenshot({ path: info.outputPath('live-after.png') });
    await stack.client('unban', '--all');
  });
});

test.describe('Explore', () => {
  test.use({ storageState: sessionOf('Editor') });

  test('shows events as they come', async ({ page, stack }) => {
    const pane = { datasource: datasource.uid, queries: [{ refId: 'A', datasource, queryType: 'events' }], range: { from: 'now-1h', to: 'now' } };
    await page.goto(`/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ e2e: pane }))}`);
    await expect(page.getByText('Server started').or(page.getByText('Found')).first()).toBeVisible();
    await stack.client('set', 'sshd', 'banip', '192.0.2.75');
    await expect(page.getByText('192.0.2.75', { exact: true })).toHaveCount(1);
    await stack.client('unban', '192.0.2.75');
  });
});

/** What Grafana answers to a subscription over its WebSocket, with the session of the page. */
async function subscribe(page: Page, channel: string): Promise<Record<string, unknown>> {
  return page.evaluate(
    (name) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live/ws`);
        socket.onopen = () => socket.send(`{"id":1,"connect":{}}\n${JSON.stringify({ id: 2, subscribe: { channel: name } })}`);
        socket.onerror = () => reject(new Error('no connection'));
        socket.onmessage = ({ data }: MessageEvent<string>) => {
          const replies = data.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);
          const reply = replies.find(({ id }) => id === 2);
          if (reply) {
            socket.close();
            resolve(reply);
          }
        };
      }),
    channel
  );
}

/** As Grafana's own browser code asks: with the name of the first organisation before it. */
const CHANNEL = `default/ds/${LOCAL_DATA_SOURCE.uid}/events/Ly8`;

for (const role of ['Viewer', 'None'] as const) {
  test.describe(`a person with the role ${role}`, () => {
    test.use({ storageState: sessionOf(role) });

    test('asks Grafana for a stream', async ({ page }) => {
      await page.goto('/profile');
      const reply = await subscribe(page, CHANNEL);
      expect(reply).toMatchObject(role === 'Viewer' ? { subscribe: { data: { schema: { name: 'events' } } } } : { error: { code: 403 } });
      expect(JSON.stringify(reply).includes('schema')).toBe(role === 'Viewer');
      expect(await subscribe(page, `${CHANNEL}x`)).toMatchObject({ error: { code: role === 'Viewer' ? 404 : 403 } });
    });
  });
}
