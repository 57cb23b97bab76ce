import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import type { StoredRule } from '../../../src/alerts/alertRule';
import { compareRule } from '../../../src/alerts/compareRule';
import { RULE_TEMPLATES } from '../../../src/alerts/ruleTemplates';
import { ruleUid } from '../../../src/alerts/ruleUid';
import { toAlertRule } from '../../../src/alerts/toAlertRule';
import { DATA_SOURCE_TYPE } from '../../../src/constants';
import { ROOT } from '../../stack/paths';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';
import { expect, test } from '../fixtures';
import { AlertsPage } from '../pages/AlertsPage';
import { sessionOf } from '../people';
import { ALERT_TIMING, readStackInfo } from '../stackInfo';

/** A second data source on the same sidecar: the rules of the first one are provisioned from a file. */
const HOST = { uid: 'e2e-rules', name: 'Web / ä "1"' } as const;
const ALL = RULE_TEMPLATES.length;
const RULES = '/api/v1/provisioning/alert-rules';
const BY_A_PERSON = { 'X-Disable-Provenance': 'true' };

async function rulesOf(request: APIRequestContext, uid: string): Promise<StoredRule[]> {
  const uids = RULE_TEMPLATES.map(({ id }) => ruleUid(uid, id));
  return ((await (await request.get(RULES)).json()) as StoredRule[]).filter((rule) => uids.includes(rule.uid));
}

async function clear(request: APIRequestContext): Promise<void> {
  for (const rule of await rulesOf(request, HOST.uid)) {
    expect((await request.delete(`${RULES}/${rule.uid}`, { headers: BY_A_PERSON })).status()).toBe(204);
  }
}

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ playwright, baseURL }, testInfo) => {
  testInfo.setTimeout(120_000);
  const admin = await playwright.request.newContext({ baseURL, storageState: sessionOf('Admin') });
  const token = (await readFile(readStackInfo()?.tokenFile ?? '', 'utf8')).trim();
  const made = await admin.post('/api/datasources', { data: { ...HOST, type: DATA_SOURCE_TYPE, access: 'proxy', jsonData: {}, secureJsonData: { token } } });
  expect(made.status(), await made.text()).toBe(200);
  await admin.dispose();
});

test.afterAll(async ({ playwright, baseURL }) => {
  const admin = await playwright.request.newContext({ baseURL, storageState: sessionOf('Admin') });
  await clear(admin);
  expect((await admin.delete(`/api/datasources/uid/${HOST.uid}`)).status()).toBe(200);
  await admin.dispose();
});

test('what Grafana has read from the file is what the templates say', async ({ as }) => {
  const stored = await rulesOf((await as('Admin')).request, LOCAL_DATA_SOURCE.uid);
  expect(stored).toHaveLength(ALL);
  for (const template of RULE_TEMPLATES) {
    const rule = stored.find(({ uid }) => uid === ruleUid(LOCAL_DATA_SOURCE.uid, template.id));
    expect(rule && compareRule(rule, toAlertRule(template, LOCAL_DATA_SOURCE, ALERT_TIMING.forSeconds)), template.id).toEqual([]);
  }
});

test.describe('an Admin', () => {
  test.use({ storageState: sessionOf('Admin') });

  test('creates all rules of a host, updates one that was changed, pauses and removes it', async ({ page, as }) => {
    const { request } = await as('Admin');
    const alerts = await AlertsPage.open(page, HOST.uid);
    await expect(alerts.count(0, ALL)).toBeVisible();
    await expect(alerts.folder).toHaveValue('BanGUI');
    await alerts.button(`Create the ${ALL} missing rules`).click();
    await expect(alerts.count(ALL, ALL)).toBeVisible();
    await expect(alerts.row('A jail has gone blind')).toContainText('Exists');
    await expect(alerts.row('Bans are not enforced')).toContainText('Exists');
    const created = await rulesOf(request, HOST.uid);
    for (const template of RULE_TEMPLATES) {
      const rule = created.find(({ uid }) => uid === ruleUid(HOST.uid, template.id));
      expect(rule && compareRule(rule, toAlertRule(template, HOST)), template.id).toEqual([]);
      expect(rule?.provenance ?? '').toBe('');
    }
    const group = await request.get(`/api/v1/provisioning/folder/${created[0]?.folderUID}/rule-groups/${encodeURIComponent(`BanGUI ${HOST.name}`)}`);
    expect(await group.json()).toMatchObject({ interval: 30 });

    const uid = ruleUid(HOST.uid, 'down');
    const down = created.find((rule) => rule.uid === uid);
    const changed = await request.put(`${RULES}/${uid}`, { data: { ...down, for: '7m', labels: { ...down?.labels, team: 'web' } }, headers: BY_A_PERSON });
    expect(changed.status()).toBe(200);
    await page.reload();
    await expect(alerts.row('fail2ban is down')).toContainText('It waits 7m, not 60s');
    await expect(alerts.row('fail2ban is down')).toContainText('Differs');
    await alerts.act('Update the rule fail2ban is down', 'Update');
    await expect(alerts.row('fail2ban is down')).toContainText('Exists');
    expect((await rulesOf(request, HOST.uid)).find((rule) => rule.uid === uid)).toMatchObject({ for: '1m', labels: { team: 'web', severity: 'critical' } });

    await alerts.button('Pause the rule fail2ban is down').click();
    await expect(alerts.row('fail2ban is down')).toContainText('Paused');
    await alerts.button('Resume the rule fail2ban is down').click();
    await expect(alerts.row('fail2ban is down')).toContainText('Exists');
    await alerts.act('Remove the rule fail2ban is down', 'Remove');
    await expect(alerts.count(ALL - 1, ALL)).toBeVisible();
    await expect(alerts.dialog).toBeHidden();
    await alerts.button('Create the rule fail2ban is down').click();
    await expect(alerts.count(ALL, ALL)).toBeVisible();
  });

  test('sees that the rules of a file are the file’s', async ({ page }) => {
    const alerts = await AlertsPage.open(page, LOCAL_DATA_SOURCE.uid);
    await expect(alerts.row('fail2ban is down')).toContainText('From a file');
    await expect(alerts.button(/the rule fail2ban is down/)).toHaveCount(0);
    await expect(alerts.row('fail2ban is down').getByRole('link', { name: 'Open in Grafana' })).toHaveAttribute('href', `/alerting/grafana/${ruleUid(LOCAL_DATA_SOURCE.uid, 'down')}/view`);
  });
});

test.describe('a Viewer', () => {
  test.use({ storageState: sessionOf('Viewer') });

  test('sees the rules, and why none can be changed', async ({ page, as }) => {
    const alerts = await AlertsPage.open(page, HOST.uid);
    await expect(alerts.count(ALL, ALL)).toBeVisible();
    const pause = alerts.button('Pause the rule fail2ban is stuck');
    await expect(pause).toHaveAttribute('aria-disabled', 'true');
    await pause.hover({ force: true });
    await expect(page.getByText(/Your role may not do this with alert rules/)).toBeVisible();
    const { request } = await as('Viewer');
    const refused = await request.delete(`${RULES}/${ruleUid(HOST.uid, 'stuck')}`, { headers: BY_A_PERSON });
    expect(refused.status()).toBe(403);
  });
});

test.describe('an Editor', () => {
  test.use({ storageState: sessionOf('Editor') });

  test('may do it, also in a folder of their own', async ({ page, as }) => {
    await clear((await as('Admin')).request);
    const { request } = await as('Editor');
    expect((await request.post('/api/folders', { data: { uid: 'e2e-editor', title: 'Of an Editor' } })).status()).toBe(200);
    const alerts = await AlertsPage.open(page, HOST.uid);
    await alerts.chooseFolder('Of an Editor');
    await alerts.button('Create the rule fail2ban is stuck').click();
    await expect(alerts.count(1, ALL)).toBeVisible();
    await alerts.button(`Create the ${ALL - 1} missing rules`).click();
    await expect(alerts.count(ALL, ALL)).toBeVisible();
    expect(new Set((await rulesOf(request, HOST.uid)).map(({ folderUID }) => folderUID))).toEqual(new Set(['e2e-editor']));
    await alerts.act('Remove the rule fail2ban is stuck', 'Remove');
    await expect(alerts.count(ALL - 1, ALL)).toBeVisible();
  });
});

const LOOKS = {
  light: { theme: 'light', width: 1400, height: 1300 },
  dark: { theme: 'dark', width: 1400, height: 1300 },
  narrow: { theme: 'dark', width: 420, height: 2600 },
} as const;

test.describe('the page', () => {
  test.use({ storageState: sessionOf('Admin') });

  for (const [look, { theme, width, height }] of Object.entries(LOOKS)) {
    test(`looks right, ${look}`, async ({ page, as, scanForA11yViolations }) => {
      const { request } = await as('Admin');
      const [rule] = await rulesOf(request, HOST.uid);
      await request.put(`${RULES}/${rule?.uid}`, { data: { ...rule, for: '7m', noDataState: 'NoData', title: 'Mine' }, headers: BY_A_PERSON });
      await page.setViewportSize({ width, height });
      const alerts = await AlertsPage.open(page, HOST.uid, `&theme=${theme}`);
      await expect(alerts.table).toContainText('It waits 7m');
      await alerts.button('Query of A jail has gone blind').click();
      // Menus and skeletons fade in and out; nothing tells when they have.
      await page.waitForTimeout(700);
      await page.screenshot({ path: path.join(ROOT, 'test-results/screenshots', `alerts-${look}.png`), fullPage: true });
      const { violations } = await scanForA11yViolations({ include: '#pageContent' });
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 'the page scrolls sideways').toBe(0);
    });
  }
});
