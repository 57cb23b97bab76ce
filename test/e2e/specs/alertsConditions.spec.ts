import type { RuleId } from '../../../src/alerts/ruleTemplates';
import { RULE_TEMPLATES } from '../../../src/alerts/ruleTemplates';
import { toAlertRule } from '../../../src/alerts/toAlertRule';
import { LOCAL_DATA_SOURCE } from '../../stack/provisioningFiles';
import { expect, test } from '../fixtures';
import type { StackHandle } from '../fixtures';
import type { GrafanaApi } from '../grafanaApi';
import { sessionOf } from '../people';
import { readStackInfo } from '../stackInfo';
import { createTroubles } from '../troubles';
import type { Trouble, Troubles } from '../troubles';
import { watchRules } from '../watchRules';
import type { Alert, RuleWatch } from '../watchRules';

const FIRES_WITHIN_MS = 240_000;
const STUCK_FIRES_WITHIN_MS = 330_000;
const ENDS_WITHIN_MS = 240_000;
const AWAY_MS = 25_000;
/** After a restart the checks hold their breath for a minute. */
const CALM_MS = 80_000;
const BY_A_PERSON = { 'X-Disable-Provenance': 'true' };
const AS_SHIPPED = { folder: 'e2e-as-shipped', group: 'as shipped', uidOf: (id: RuleId) => `e2e-shipped-${id}` } as const;

test.describe.configure({ mode: 'serial' });
test.use({ storageState: sessionOf('Admin') });

let rules: RuleWatch;
let admin: GrafanaApi;
let troubles: Troubles;

test.beforeEach(async ({ as, stack }) => {
  const host = stack.troubled;
  test.skip(host === null, 'This machine lets nobody make networks and file systems: run as root.');
  if (host === null) {
    return;
  }
  test.setTimeout(600_000);
  admin = await as('Admin');
  rules = watchRules(admin.request);
  troubles = createTroubles({
    host,
    async whileSidecarIsAway(act) {
      await stack.order('troubledSidecar', 'stop');
      await act();
      await stack.order('troubledSidecar', 'start');
    },
    async tryFilters() {
      const answer = await admin.request.post(`/api/datasources/uid/${LOCAL_DATA_SOURCE.uid}/resources/jobs/blind_check/run`, { data: {}, timeout: 120_000 });
      expect(await answer.json()).toMatchObject({ result: 'done' });
    },
  });
  await startTroubledHost(stack);
});

/** In the place of the stack's own host, until the end. */
async function startTroubledHost(stack: StackHandle): Promise<void> {
  if (await troubles.client('ping').catch(() => false)) {
    return;
  }
  await troubles.layOutPast();
  await stack.order('troubledFail2ban', 'start');
  await stack.order('sidecar', 'stop');
  await stack.order('troubledSidecar', 'start');
  await expect.poll(async () => (await admin.get('/jails')).status(), { timeout: 30_000 }).toBe(200);
  await troubles.layOutPresent();
  // What lies in the past is all that is wrong so far.
  await expect.poll(() => stillFiring(rules), { timeout: 90_000, intervals: [1000] }).toEqual(['jail_blind']);
}

test.afterEach(() => rules.stop());

test.afterAll(async ({ playwright, baseURL }, testInfo) => {
  testInfo.setTimeout(200_000);
  const { control, troubled } = readStackInfo() ?? {};
  if (control === undefined || !troubled) {
    return;
  }
  const door = await playwright.request.newContext({ baseURL, storageState: sessionOf('Admin') });
  for (const order of ['troubledSidecar/stop', 'troubledFail2ban/stop', 'sidecar/start']) {
    expect((await door.post(`${control}/${order}`, { timeout: 70_000 })).status(), order).toBe(204);
  }
  await door.delete(`/api/folders/${AS_SHIPPED.folder}?forceDeleteRules=true`);
  const last = watchRules(door);
  await expect.poll(() => stillFiring(last), { message: 'rules of the stack itself', timeout: 90_000 }).toEqual([]);
  await last.stop();
  await door.dispose();
});

async function stillFiring(watch: RuleWatch): Promise<RuleId[]> {
  const states = await Promise.all(RULE_TEMPLATES.map(async ({ id }) => ({ id, state: (await watch.now(id)).state })));
  return states.filter(({ state }) => state !== 'inactive').map(({ id }) => id);
}

async function alertOf({ rule, labels }: Trouble): Promise<Alert | undefined> {
  const wanted = Object.entries(labels);
  return (await rules.firing(rule)).find((alert) => wanted.every(([name, value]) => alert.labels[name] === value));
}

function told(text: string): void {
  test.info().annotations.push({ type: 'seen', description: text });
}

async function fires(trouble: Trouble, since: number, timeout = FIRES_WITHIN_MS): Promise<void> {
  const what = `${trouble.rule} ${JSON.stringify(trouble.labels)}`;
  await expect.poll(() => alertOf(trouble), { message: `${what} fires`, timeout, intervals: [1000] }).toBeDefined();
  const alert = await alertOf(trouble);
  told(`${what} fired after ${Math.round((Date.now() - since) / 1000)} s: ${alert?.labels.evidence}`);
  expect(alert?.labels.evidence, what).toMatch(trouble.evidence);
  expect(alert?.annotations.description, what).toContain(alert?.labels.evidence);
}

async function ends(trouble: Trouble, since: number): Promise<void> {
  const what = `${trouble.rule} ${JSON.stringify(trouble.labels)}`;
  await expect.poll(() => alertOf(trouble), { message: `${what} ends`, timeout: ENDS_WITHIN_MS, intervals: [1000] }).toBeUndefined();
  told(`${what} ended after ${Math.round((Date.now() - since) / 1000)} s`);
}

async function allCalm(): Promise<void> {
  await expect.poll(() => stillFiring(rules), { message: 'every rule is inactive', timeout: ENDS_WITHIN_MS, intervals: [1000] }).toEqual([]);
}

/** One after the other caused, all at once seen; each has its alert, and no other rule fires with them. */
async function come(all: readonly Trouble[], { timeout = FIRES_WITHIN_MS } = {}): Promise<void> {
  const since = Date.now();
  for (const { cause } of all) {
    await cause();
  }
  await Promise.all(all.map((trouble) => fires(trouble, since, timeout)));
  const expected = new Set<RuleId>(all.map(({ rule }) => rule));
  expect((await stillFiring(rules)).filter((id) => !expected.has(id))).toEqual([]);
}

async function go(all: readonly Trouble[]): Promise<void> {
  const since = Date.now();
  for (const { remedy } of all) {
    await remedy();
  }
  await Promise.all(all.map((trouble) => ends(trouble, since)));
}

test('jails vanish, go blind in six ways and do not enforce in three ways; many bans begin and many end', async () => {
  await come([...troubles.ofJails, troubles.silent]);
  await go(troubles.ofJails);
  await go([troubles.silent]);
  // What was added by hand is gone with a restart: a jail that vanished, unless a person stops it.
  expect((await admin.post('/jails/halfway/stop', {})).status()).toBe(200);
  await allCalm();
});

test('fail2ban writes down too little', async () => {
  await come([troubles.halfBlind]);
  await go([troubles.halfBlind]);
  await allCalm();
});

test('fail2ban is stuck, and the disk of the archive is full', async () => {
  const both = [...troubles.ofDisk, troubles.hold()];
  await come(both, { timeout: STUCK_FIRES_WITHIN_MS });
  await go(both);
  await allCalm();
});

test('a restart of fail2ban that takes 25 s fires no rule as it is shipped, and only "down" comes near', async ({ stack }) => {
  await go([troubles.silent]);
  await allCalm();
  const { request } = admin;
  expect((await request.post('/api/folders', { data: { uid: AS_SHIPPED.folder, title: 'e2e as shipped' } })).status()).toBe(200);
  const place = { folderUID: AS_SHIPPED.folder, ruleGroup: AS_SHIPPED.group };
  const shipped = RULE_TEMPLATES.map((template) => ({ ...toAlertRule(template, { ...LOCAL_DATA_SOURCE, name: 'as shipped' }), ...place, orgID: 1, uid: AS_SHIPPED.uidOf(template.id) }));
  const group = { title: AS_SHIPPED.group, folderUid: AS_SHIPPED.folder, interval: 2, rules: shipped };
  const made = await request.put(`/api/v1/provisioning/folder/${AS_SHIPPED.folder}/rule-groups/${encodeURIComponent(AS_SHIPPED.group)}`, { data: group, headers: BY_A_PERSON });
  expect(made.status(), await made.text()).toBe(200);
  await expect.poll(async () => (await request.get('/api/prometheus/grafana/api/v1/rules')).text().then((text) => text.includes(AS_SHIPPED.uidOf('down')))).toBe(true);
  const [watch, quick] = [watchRules(request, AS_SHIPPED.uidOf), watchRules(request)];
  await expect.poll(async () => (await watch.now('mass_unban')).health, { timeout: 30_000 }).toBe('ok');

  const stopped = Date.now();
  await stack.order('troubledFail2ban', 'stop');
  await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
  await stack.order('troubledFail2ban', 'start');
  told(`fail2ban was away for ${Math.round((Date.now() - stopped) / 1000)} s`);
  await new Promise((resolve) => setTimeout(resolve, CALM_MS));
  await Promise.all([watch.stop(), quick.stop()]);
  expect((await troubles.client('get', 'mass', 'banip')).split(/\s+/).length, 'bans of jail mass are back').toBeGreaterThan(50);
  expect(watch.everIn('firing')).toEqual([]);
  expect(watch.everIn('pending')).toEqual(['down']);
  expect(quick.everIn('firing').filter((id) => id !== 'down')).toEqual([]);
  await allCalm();
});
