import path from 'node:path';
import type { Page, Response } from '@playwright/test';
import { DATA_SOURCE_TYPE } from '../../../src/constants';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';
import { ROOT } from '../../stack/paths';
import { expect, test } from '../fixtures';
import { QueryForm } from '../pages/QueryForm';
import { QUERY_TYPE_CASES } from '../pages/queryTypes';
import { sessionOf } from '../people';

const UID = 'e2e-queries';
const HELP = 'Show data source help';
const datasource = { type: DATA_SOURCE_TYPE, uid: LOCAL_DATA_SOURCE.uid };

/** A table of jails that a variable chooses, and an annotation that says nothing yet. */
const DASHBOARD = {
  uid: UID,
  title: 'Queries in editors',
  time: { from: 'now-1h', to: 'now' },
  panels: [
    { id: 1, type: 'table', title: 'Panel', datasource, gridPos: { x: 0, y: 0, w: 24, h: 10 }, targets: [{ refId: 'A', datasource, queryType: 'bans', jail: '$jail', limit: '$most' }] },
  ],
  templating: {
    list: [
      { name: 'jail', type: 'query', datasource, refresh: 2, multi: true, includeAll: true, current: { text: ['sshd'], value: ['sshd'] }, query: { refId: 'V', kind: 'jails' } },
      { name: 'most', type: 'textbox', query: '3', current: { text: '3', value: '3' } },
    ],
  },
  annotations: { list: [{ name: 'fail2ban', enable: true, iconColor: 'red', datasource }] },
};

/** The next answer to a query of this type. */
function answerTo(page: Page, queryType: string): Promise<Response> {
  return page.waitForResponse((answer) => answer.url().includes('/api/ds/query') && (answer.request().postData() ?? '').includes(`"queryType":"${queryType}"`));
}

function asked(answer: Response): Array<Record<string, unknown>> {
  return (answer.request().postDataJSON() as { queries: Array<Record<string, unknown>> }).queries;
}

function exploreUrl(query: object, look = ''): string {
  const queries = [{ refId: 'A', datasource, ...query }];
  const pane = { datasource: datasource.uid, queries, range: { from: 'now-1h', to: 'now' } };
  return `/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ e2e: pane }))}${look}`;
}

test.use({ storageState: sessionOf('Editor') });

test.beforeAll(async ({ playwright }) => {
  const request = await playwright.request.newContext({ baseURL: test.info().project.use.baseURL, storageState: sessionOf('Editor') });
  const made = await request.post('/api/dashboards/db', { data: { dashboard: DASHBOARD, overwrite: true } });
  expect(made.status(), await made.text()).toBe(200);
  await request.dispose();
});

test.afterAll(async ({ playwright }) => {
  const request = await playwright.request.newContext({ baseURL: test.info().project.use.baseURL, storageState: sessionOf('Editor') });
  await request.delete(`/api/dashboards/uid/${UID}`);
  await request.dispose();
});

test.describe('Explore', () => {
  for (const { label, query, shows } of QUERY_TYPE_CASES) {
    test(`asks for ${query.queryType}`, async ({ page }) => {
      await page.goto(exploreUrl({ queryType: query.queryType === 'jails' ? 'status' : 'jails' }));
      const form = new QueryForm(page);
      const answered = answerTo(page, query.queryType);
      await form.choose('Query', label);
      expect((await answered).status()).toBe(200);
      await expect(form.field('Query')).toHaveValue(label);
      const results = page.getByRole('main');
      await expect(results.getByText(shows).first()).toBeVisible();
      await expect(page.getByText('An unexpected error happened')).toHaveCount(0);
      if (query.queryType === 'logs') {
        await expect(results.getByRole('heading', { name: 'Logs', exact: true }).or(results.getByTestId('data-testid Panel header Logs')).first()).toBeVisible();
      }
    });
  }

  test('has examples that a click chooses', async ({ page }) => {
    await page.goto(exploreUrl({ queryType: 'jails' }));
    await page.getByRole('button', { name: HELP }).click();
    await page.getByRole('button', { name: 'Who is banned now?' }).click();
    await expect(new QueryForm(page).field('Query')).toHaveValue('Active bans');
    const answered = answerTo(page, 'bans');
    await page.getByRole('button', { name: 'Run query', exact: true }).click();
    expect((await answered).status()).toBe(200);
    await expect(page.getByRole('columnheader', { name: 'Address' }).first()).toBeVisible();
  });
});

test('a panel shows each query type', async ({ gotoPanelEditPage, page }) => {
  const panelEdit = await gotoPanelEditPage({ dashboard: { uid: UID }, id: '1' });
  const form = new QueryForm(page);
  await expect(form.field('Query')).toHaveValue('Active bans');
  for (const { label, query, shows } of QUERY_TYPE_CASES) {
    if (label === 'Active bans') {
      continue;
    }
    const answered = answerTo(page, query.queryType);
    await form.choose('Query', label);
    expect((await answered).status(), label).toBe(200);
    await expect(panelEdit.panel.getErrorIcon(), label).toHaveCount(0);
    await expect(panelEdit.panel.locator, label).toContainText(shows);
  }
});

test('variables list the jails of the host and stand in every field', async ({ gotoDashboardPage, page }) => {
  const answered = answerTo(page, 'bans');
  await gotoDashboardPage({ uid: UID });
  expect(asked(await answered)).toMatchObject([{ queryType: 'bans', jail: ['sshd'], limit: 3 }]);
  await page.getByTestId('data-testid Dashboard template variables Variable Value DropDown value link text sshd').or(page.getByRole('combobox').first()).first().click();
  await expect(page.getByRole('option', { name: 'nginx-http-auth' })).toBeVisible();
});

test('the variable editor offers what a variable may list', async ({ gotoVariableEditPage, page }) => {
  await gotoVariableEditPage({ dashboard: { uid: UID }, id: '0' });
  const form = new QueryForm(page);
  await expect(form.field('Values')).toHaveValue('Jails');
  await expect(page.getByTestId(/Variable editor Preview of Values option/).filter({ hasText: 'nginx-http-auth' })).toBeVisible();
  const answered = answerTo(page, 'top');
  await form.choose('Values', 'Addresses');
  expect(asked(await answered)).toMatchObject([{ queryType: 'top', by: 'address', limit: 1000 }]);
  await expect(page.getByTestId(/Variable editor Preview of Values option/).filter({ hasText: /203\.0\.113\.|198\.51\.100\.|2001:db8:/ }).first()).toBeVisible();
});

test('the annotation editor begins with the restarts of fail2ban and asks for what is chosen', async ({ gotoAnnotationEditPage, page }) => {
  const first = answerTo(page, 'annotations');
  await gotoAnnotationEditPage({ dashboard: { uid: UID }, id: '1' });
  expect(asked(await first)).toMatchObject([{ queryType: 'annotations', what: 'server' }]);
  const form = new QueryForm(page);
  await expect(form.field('Mark')).toHaveValue('Starts and stops of fail2ban');
  const answered = answerTo(page, 'annotations');
  await form.choose('Mark', 'Bans of a jail or an address');
  expect(asked(await answered)).toMatchObject([{ queryType: 'annotations', what: 'bans' }]);
  await expect(form.field('Search')).toBeVisible();
});

const LOOKS = {
  light: { theme: 'light', width: 1400, height: 1000 },
  dark: { theme: 'dark', width: 1400, height: 1000 },
  narrow: { theme: 'dark', width: 420, height: 1400 },
} as const;

for (const [look, { theme, width, height }] of Object.entries(LOOKS)) {
  test(`the forms, ${look}`, async ({ page, scanForA11yViolations }) => {
    await page.setViewportSize({ width, height });
    const form = new QueryForm(page);
    const shoot = async (name: string) => {
      // Menus and skeletons fade in and out; nothing tells when they have.
      await page.waitForTimeout(700);
      await page.screenshot({ path: path.join(ROOT, 'test-results/screenshots', `queries-${name}-${look}.png`), fullPage: true });
    };
    await page.goto(exploreUrl({ queryType: 'jails' }, `&theme=${theme}`));
    await page.getByRole('button', { name: HELP }).click();
    await expect(page.getByRole('button', { name: 'All jails' })).toBeVisible();
    await shoot('examples');
    const full = { queryType: 'history', jail: ['sshd', 'nginx-http-auth'], search: '203.0.113.0/24', country: ['DE', 'US'], minBans: 2 };
    await page.goto(exploreUrl(full, `&theme=${theme}`));
    await expect(form.field('Countries')).toHaveValue('DE, US');
    await shoot('history');
    await form.field('Jails').click();
    await expect(page.getByRole('option', { name: 'slow' })).toBeVisible();
    await shoot('jails');
    const { violations } = await scanForA11yViolations({ include: '[data-testid="query-editor-row"]' });
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([]);
  });
}
