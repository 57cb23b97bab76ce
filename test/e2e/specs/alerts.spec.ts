import type { StoredRule } from '../../../src/alerts/alertRule';
import { RULE_TEMPLATES } from '../../../src/alerts/ruleTemplates';
import { ruleUid } from '../../../src/alerts/ruleUid';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';
import type { RuleWatch } from '../watchRules';
import { watchRules } from '../watchRules';
import { expect, test } from '../fixtures';
import { valuesOf } from '../grafanaApi';
import { sessionOf } from '../people';
import { OverviewPage } from '../pages/OverviewPage';
import { ALERT_TIMING } from '../stackInfo';

/** How long the sidecar stays away; the rule must have time to fire. */
const AWAY_SECONDS = Number(process.env.E2E_SIDECAR_AWAY_SECONDS ?? 40);
const FIRES_WITHIN_MS = (ALERT_TIMING.forSeconds + 45) * 1000;
const CALM_MS = (ALERT_TIMING.forSeconds + 3 * ALERT_TIMING.intervalSeconds) * 1000;
const BACK_WITHIN_MS = 10_000;

let rules: RuleWatch;

test.use({ storageState: sessionOf('Viewer') });

test.beforeEach(async ({ as }) => {
  test.setTimeout(240_000 + AWAY_SECONDS * 1000);
  rules = watchRules((await as('Admin')).request);
  await state('down', 'inactive');
  await state('unreachable', 'inactive');
});

test.afterEach(async ({ stack }) => {
  await rules.stop();
  await stack.order('fail2ban', 'start');
  await stack.order('sidecar', 'start');
});

function state(rule: 'down' | 'unreachable', expected: 'inactive' | 'firing', timeout = FIRES_WITHIN_MS) {
  return expect.poll(async () => (await rules.now(rule)).state, { message: `the rule ${rule}`, timeout, intervals: [500] }).toBe(expected);
}

test('every rule is provisioned, and only one alerts on errors', async ({ as }) => {
  const { request } = await as('Admin');
  const listed = (await (await request.get('/api/v1/provisioning/alert-rules')).json()) as StoredRule[];
  expect(listed).toHaveLength(RULE_TEMPLATES.length);
  for (const { id } of RULE_TEMPLATES) {
    const unknown = id === 'unreachable' ? 'Alerting' : 'KeepLast';
    expect(listed.find(({ uid }) => uid === ruleUid(LOCAL_DATA_SOURCE.uid, id)), id).toMatchObject({ provenance: 'file', noDataState: unknown, execErrState: unknown });
  }
  await expect.poll(async () => [(await rules.now('down')).health, (await rules.now('unreachable')).health]).toEqual(['ok', 'ok']);
});

test('fail2ban stopped: its rule fires, alone, and resolves when it is back', async ({ page, stack }) => {
  const overview = await OverviewPage.open(page);
  await expect(overview.state).toHaveText('Online');
  await stack.order('fail2ban', 'stop');
  await expect(overview.state).toHaveText('Offline', { timeout: 30_000 });
  await state('down', 'firing');
  expect((await rules.now('down')).alerts?.find(({ state: now }) => now.startsWith('Alerting'))?.labels).toMatchObject({ problem: 'offline', evidence: expect.stringContaining('not running') });
  await stack.order('fail2ban', 'start');
  await state('down', 'inactive');
  await expect(overview.state).toHaveText('Online', { timeout: 30_000 });
  expect([...rules.seen('unreachable')]).toEqual(['inactive']);
});

test('a clean restart of fail2ban fires nothing', async ({ stack }) => {
  await stack.order('fail2ban', 'stop');
  await stack.order('fail2ban', 'start');
  await new Promise((resolve) => setTimeout(resolve, CALM_MS));
  expect(rules.everIn('firing')).toEqual([]);
  expect([...rules.seen('unreachable')]).toEqual(['inactive']);
});

test(`the sidecar away: only its own rule fires; usable at most ten seconds after it is back`, async ({ as, page, stack }) => {
  const viewer = await as('Viewer');
  const overview = await OverviewPage.open(page);
  await expect(overview.state).toHaveText('Online');
  const gone = Date.now();
  await stack.order('sidecar', 'stop');
  await expect(overview.failure('sidecar_unreachable').first()).toBeVisible({ timeout: 30_000 });
  await state('unreachable', 'firing');
  expect((await viewer.get('/status')).status()).toBeGreaterThanOrEqual(500);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, AWAY_SECONDS * 1000 - (Date.now() - gone))));

  await stack.order('sidecar', 'start');
  await expect.poll(async () => (await viewer.get('/jails')).status(), { timeout: BACK_WITHIN_MS, intervals: [250] }).toBe(200);
  await expect
    .poll(async () => valuesOf(await viewer.query({ queryType: 'status', field: 'answering' }), 'answering'), { timeout: BACK_WITHIN_MS, intervals: [250] })
    .toEqual([1]);
  await state('unreachable', 'inactive');
  await expect(overview.state).toHaveText('Online', { timeout: 30_000 });
  await expect(overview.failure('sidecar_unreachable')).toHaveCount(0);
  expect([...rules.seen('down')]).toEqual(['inactive']);
});
