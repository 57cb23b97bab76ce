import { describe, expect, it } from 'vitest';
import type { StoredRule } from '../../src/alerts/alertRule';
import { RULE_TEMPLATES } from '../../src/alerts/ruleTemplates';
import { toAlertRule } from '../../src/alerts/toAlertRule';
import type { RuleState } from '../../src/api/alertRules';
import { testIds } from '../../src/testIds';
import type { AlertingState } from './fakeAlerting';
import type { RenderOptions } from './renderPage';
import { renderPage } from './renderPage';

type Screen = Awaited<ReturnType<typeof renderPage>>['screen'];

const target = { uid: 'live', name: 'Host live' };
const wanted = RULE_TEMPLATES.map((template) => toAlertRule(template, target));
const stored = (change: Partial<StoredRule> = {}): StoredRule[] => wanted.map((rule) => ({ ...rule, folderUID: 'ops', ruleGroup: 'BanGUI Host live', ...change }));
const alerting = (state: Partial<AlertingState> = {}): AlertingState => ({ rules: [], folders: [{ uid: 'ops', title: 'Operations' }], states: [], changes: [], ...state });

const CREATE_ALL = 'Create the 11 missing rules';
const NOTHING = { 'alert.rules:read': true };

const show = (state: AlertingState, options: RenderOptions = {}) => renderPage('alerts', { alerting: state, ...options });
const table = (screen: Screen) => screen.getByTestId(testIds.rulesTable);
const rowOf = (screen: Screen, title: string) => table(screen).getByRole('row', { name: new RegExp(`^${title}`) });

describe('the Alerts page', () => {
  it('lists what is missing, and creates all of it in a new folder and group at once', async () => {
    const state = alerting();
    const { screen, notices } = await show(state);
    await expect.element(screen.getByText('0 of 11 rules exist')).toBeVisible();
    await expect.element(rowOf(screen, 'A jail has gone blind')).toHaveTextContent(/Missing/);
    await expect.element(screen.getByRole('combobox', { name: 'Folder of new rules' })).toHaveValue('New folder “BanGUI”');
    await screen.getByRole('button', { name: CREATE_ALL }).click();
    await expect.element(screen.getByText('11 of 11 rules exist')).toBeVisible();
    await expect.element(rowOf(screen, 'A jail has gone blind')).toHaveTextContent(/Exists/);
    expect(state.changes.map(({ method, url, headers }) => [method, url, headers['X-Disable-Provenance']])).toEqual([
      ['POST', '/api/folders', undefined],
      ['PUT', '/api/v1/provisioning/folder/made/rule-groups/BanGUI%20Host%20live', 'true'],
    ]);
    expect(notices).toEqual([{ severity: 'success', text: '11 alert rules are created' }]);
  });

  it('creates a rule in the chosen folder, and beside what its group holds', async () => {
    const others = stored().slice(1);
    const state = alerting({ rules: others, folders: [{ uid: 'other', title: 'Other' }, { uid: 'ops', title: 'Operations', folderTitle: 'All' }] });
    const { screen } = await show(state);
    await expect.element(screen.getByRole('combobox', { name: 'Folder of new rules' })).toHaveValue('All / Operations');
    await screen.getByRole('button', { name: 'Create the rule fail2ban is down' }).click();
    await expect.element(screen.getByText('11 of 11 rules exist')).toBeVisible();
    expect(state.changes.map(({ method, url }) => [method, url])).toEqual([['POST', '/api/v1/provisioning/alert-rules']]);
    expect(state.rules.at(-1)).toMatchObject({ uid: 'bangui-live-down', folderUID: 'ops', ruleGroup: 'BanGUI Host live' });
  });

  it('says in words what differs, and updates it, keeping what was added', async () => {
    const rules = stored();
    rules.splice(0, 1, { ...stored()[0], for: '5m', labels: { ...wanted[0]?.labels, team: 'web' } } as StoredRule);
    const state = alerting({ rules });
    const { screen, notices } = await show(state);
    await expect.element(rowOf(screen, 'fail2ban is down')).toHaveTextContent(/It waits 5m, not 60s.*Differs/);
    await screen.getByRole('button', { name: 'Update the rule fail2ban is down' }).click();
    await expect.element(screen.getByRole('dialog')).toHaveTextContent(/It waits 5m, not 60s.*This is overwritten/);
    await screen.getByRole('dialog').getByRole('button', { name: 'Update' }).click();
    await expect.element(rowOf(screen, 'fail2ban is down')).toHaveTextContent(/Exists/);
    expect(state.rules[0]).toMatchObject({ for: '60s', labels: { team: 'web' } });
    expect(notices.at(-1)?.text).toBe('Updated: fail2ban is down (Host live)');
  });

  it('pauses, resumes and removes', async () => {
    const state = alerting({ rules: stored() });
    const { screen } = await show(state);
    await screen.getByRole('button', { name: 'Pause the rule fail2ban is stuck' }).click();
    await expect.element(rowOf(screen, 'fail2ban is stuck')).toHaveTextContent(/Paused/);
    await screen.getByRole('button', { name: 'Resume the rule fail2ban is stuck' }).click();
    await expect.element(rowOf(screen, 'fail2ban is stuck')).toHaveTextContent(/Exists/);
    await screen.getByRole('button', { name: 'Remove the rule fail2ban is stuck' }).click();
    await screen.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.element(screen.getByText('11 of 11 rules exist')).toBeVisible();
    await screen.getByRole('button', { name: 'Remove the rule fail2ban is stuck' }).click();
    await screen.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.element(rowOf(screen, 'fail2ban is stuck')).toHaveTextContent(/Missing/);
    await expect.element(screen.getByText('10 of 11 rules exist')).toBeVisible();
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  });

  it('leaves a rule from a file alone, and writes one of a program as that program does', async () => {
    const [down, unreachable, stuck] = stored();
    const state = alerting({ rules: [{ ...down, provenance: 'file', for: '9m' }, { ...unreachable, provenance: 'api' }, stuck] as StoredRule[] });
    const { screen } = await show(state);
    await expect.element(rowOf(screen, 'fail2ban is down')).toHaveTextContent(/It waits 9m, not 60s.*From a file/);
    await expect.element(screen.getByRole('button', { name: /the rule fail2ban is down/ })).not.toBeInTheDocument();
    await screen.getByRole('button', { name: 'Pause the rule BanGUI sidecar is unreachable' }).click();
    await screen.getByRole('button', { name: 'Pause the rule fail2ban is stuck' }).click();
    await expect.element(rowOf(screen, 'fail2ban is stuck')).toHaveTextContent(/Paused/);
    expect(state.changes.map(({ headers }) => headers['X-Disable-Provenance'])).toEqual([undefined, 'true']);
  });

  it('shows how the rules are now, and leads to them', async () => {
    const states = [
      { uid: 'bangui-live-down', state: 'firing', health: 'ok' },
      { uid: 'bangui-live-stuck', state: 'pending', health: 'ok' },
      { uid: 'bangui-live-archive', state: 'inactive', health: 'ok', alerts: [{ state: 'Normal (Error, KeepLast)' }] },
      { uid: 'bangui-live-mass_unban', state: 'inactive', health: 'nodata' },
      { uid: 'bangui-live-not_enforced', state: 'inactive', health: 'ok', lastEvaluation: '0001-01-01T00:00:00Z' },
      { uid: 'bangui-live-half_blind', state: 'inactive', health: 'ok', lastEvaluation: '2026-01-01T00:00:00Z', alerts: [{ state: 'Normal' }] },
    ] satisfies RuleState[];
    const { screen } = await show(alerting({ rules: stored(), states }));
    const state = (title: string) => rowOf(screen, title).getByTestId(testIds.ruleState);
    await expect.element(state('fail2ban is down')).toHaveTextContent('Firing');
    await expect.element(state('fail2ban is stuck')).toHaveTextContent('Pending');
    await expect.element(state('The archive is in trouble')).toHaveTextContent('Query fails');
    await expect.element(state('Many bans were lifted at once')).toHaveTextContent('No data');
    await expect.element(state('BanGUI sees only half')).toHaveTextContent('Normal');
    await expect.element(state('Bans are not enforced')).toHaveTextContent('Not yet evaluated');
    await expect.element(state('A jail has vanished')).toHaveTextContent('Not yet evaluated');
    await expect.element(rowOf(screen, 'fail2ban is down').getByRole('link')).toHaveAttribute('href', '/alerting/grafana/bangui-live-down/view');
  });

  it('shows the query of a rule to be copied, and when it fires', async () => {
    const { screen } = await show(alerting());
    await screen.getByRole('button', { name: 'Query of A jail has vanished' }).click();
    const detail = screen.getByTestId(testIds.ruleDetail);
    await expect.element(detail).toHaveTextContent(/severity critical when the query has given more than 0 for 3 minutes\..*stays as it was.*"check": "jail_vanished"/);
    await expect.element(detail.getByRole('button', { name: 'Copy the query' })).toBeVisible();
    await screen.getByRole('button', { name: 'Query of BanGUI sidecar is unreachable' }).click();
    await expect.element(screen.getByText('It also fires when the query fails or gives nothing.')).toBeVisible();
  });

  it('shows a Viewer the rules, and why none can be changed', async () => {
    const { screen } = await show(alerting({ rules: stored().slice(1), folders: [] }), { role: 'Viewer', permissions: NOTHING });
    await expect.element(screen.getByText('10 of 11 rules exist')).toBeVisible();
    for (const name of ['Create the missing rule', 'Create the rule fail2ban is down', 'Pause the rule fail2ban is stuck', 'Remove the rule fail2ban is stuck']) {
      await expect.element(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
    }
    await screen.getByRole('button', { name: 'Create the missing rule' }).hover({ force: true });
    await expect.element(screen.getByText(/Your role may not do this with alert rules/)).toBeVisible();
  });

  it('says so where there is no folder to put rules into', async () => {
    const { screen } = await show(alerting({ folders: [] }), { permissions: { 'alert.rules:create': true } });
    await screen.getByRole('button', { name: CREATE_ALL }).hover({ force: true });
    await expect.element(screen.getByText(/There is no folder that you may put rules into/)).toBeVisible();
  });

  it.each([
    [403, 'rules_forbidden', /Your role may not do this with alert rules.*the reason/],
    [409, 'conflict', /Not possible now.*the reason/],
    [400, 'invalid', /the reason/],
    [500, 'grafana_failed', /Grafana failed.*the reason/],
  ] as const)('tells what Grafana answered to a change: %s', async (status, kind, words) => {
    const { screen } = await show(alerting({ rules: stored(), refuse: { status, message: 'the reason' } }));
    await screen.getByRole('button', { name: 'Pause the rule fail2ban is stuck' }).click();
    await expect.element(screen.getByTestId(testIds.failure(kind))).toHaveTextContent(words);
    await screen.getByRole('button', { name: 'Remove the rule fail2ban is stuck' }).click();
    await screen.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.element(screen.getByRole('dialog').getByTestId(testIds.failure(kind))).toHaveTextContent(words);
  });

  it('tells who may not even read the rules', async () => {
    const { screen } = await show(alerting({ refuseReads: true }));
    await expect.element(screen.getByTestId(testIds.failure('rules_forbidden')).first()).toHaveTextContent(/alert\.rules:read/);
  });

  it('can be used at the width of a phone', async () => {
    const { screen } = await show(alerting({ rules: stored({ for: '7m' }) }), { width: 400 });
    await expect.element(rowOf(screen, 'fail2ban is down')).toBeVisible();
    expect(screen.getByRole('main').element().scrollWidth).toBeLessThanOrEqual(400);
    const { right } = screen.getByRole('button', { name: 'Remove the rule fail2ban is down' }).element().getBoundingClientRect();
    expect(right).toBeLessThanOrEqual(400);
  });
});
