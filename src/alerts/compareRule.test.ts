import { describe, expect, it } from 'vitest';
import type { StoredRule } from './alertRule';
import { compareRule } from './compareRule';
import { RULE_TEMPLATES } from './ruleTemplates';
import { rulesOfHost } from './rulesOfHost';
import { toAlertRule } from './toAlertRule';
import { updateRule } from './updateRule';

const target = { uid: 'host-a', name: 'Host A' };
const templateOf = (id: string) => {
  const template = RULE_TEMPLATES.find((candidate) => candidate.id === id);
  if (template === undefined) {
    throw new Error(`no template ${id}`);
  }
  return template;
};
const wanted = toAlertRule(templateOf('down'), target);

/** As Grafana gives a rule back that was sent as wanted. */
function stored(change: Partial<StoredRule> = {}): StoredRule {
  const data = wanted.data.map((step) => ({ ...step, model: { ...step.model, intervalMs: 1000, maxDataPoints: 43_200 } }));
  return { ...wanted, data, for: '1m', folderUID: 'f', ruleGroup: 'g', ...change };
}

function withModel(refId: string, change: StoredRule['data'][number]['model']): StoredRule {
  return stored({ data: stored().data.map((step) => (step.refId === refId ? { ...step, model: { ...step.model, ...change } } : step)) });
}

const evaluator = (type: string, params: number[]) => ({ conditions: [{ evaluator: { type, params } }] });

describe('a stored rule', () => {
  it.each([
    ['as Grafana gives it back', stored()],
    ['written by the editor', withModel('B', { ...evaluator('gt', [0, 0]), hide: false, datasource: { type: '__expr__', uid: '__expr__' } })],
    ['with cleared fields', withModel('A', { jail: '', search: [] })],
    ['paused', stored({ isPaused: true })],
    ['in another place', stored({ folderUID: 'other', ruleGroup: 'other' })],
    ['with labels and annotations of somebody', stored({ labels: { ...wanted.labels, team: 'web' }, annotations: { ...wanted.annotations, runbook_url: 'x' } })],
  ])('%s is as wanted', (_name, rule) => {
    expect(compareRule(rule, wanted)).toEqual([]);
  });

  it.each([
    ['for', stored({ for: '1m30s' }), { part: 'for', stored: '1m30s', wanted: '60s' }],
    ['threshold', withModel('B', evaluator('gt', [2])), { part: 'threshold', stored: 'threshold A gt 2', wanted: 'threshold A gt 0' }],
    ['threshold', withModel('B', evaluator('within_range', [0, 1])), { part: 'threshold', stored: 'threshold A within_range 0 1', wanted: 'threshold A gt 0' }],
    ['threshold', stored({ condition: 'A' }), { part: 'threshold', stored: 'B: threshold A gt 0', wanted: 'threshold A gt 0' }],
    [
      'query',
      withModel('A', { check: 'stuck' }),
      { part: 'query', stored: '{"check":"stuck","datasourceUid":"host-a","queryType":"check"}', wanted: '{"check":"down","datasourceUid":"host-a","queryType":"check"}' },
    ],
    ['noData', stored({ noDataState: 'NoData' }), { part: 'noData', stored: 'NoData', wanted: 'KeepLast' }],
    ['error', stored({ execErrState: 'Error' }), { part: 'error', stored: 'Error', wanted: 'KeepLast' }],
    ['severity', stored({ labels: { ...wanted.labels, severity: 'page' } }), { part: 'severity', stored: 'page', wanted: 'critical' }],
    ['label', stored({ labels: { severity: 'critical', host: 'Host A' } }), { part: 'label', name: 'source', stored: '', wanted: 'bangui' }],
    ['title', stored({ title: 'mine' }), { part: 'title', stored: 'mine', wanted: 'fail2ban is down (Host A)' }],
    ['summary', stored({ annotations: { ...wanted.annotations, summary: 'mine' } }), { part: 'summary', stored: 'mine', wanted: wanted.annotations.summary }],
    ['link', stored({ annotations: { ...wanted.annotations, page: '/x' } }), { part: 'link', name: 'page', stored: '/x', wanted: wanted.annotations.page }],
  ])('differs in its %s', (_part, rule, difference) => {
    expect(compareRule(rule, wanted)).toEqual([difference]);
  });

  it('that asks another data source, or only of one jail, differs', () => {
    const elsewhere = stored({ data: stored().data.map((step) => (step.refId === 'A' ? { ...step, datasourceUid: 'host-b' } : step)) });
    expect(compareRule(elsewhere, wanted).map(({ part }) => part)).toEqual(['query']);
    expect(compareRule(withModel('A', { jail: 'sshd' }), wanted).map(({ part }) => part)).toEqual(['query']);
  });

  it('without labels and annotations differs in all of them', () => {
    expect(compareRule(stored({ labels: null, annotations: null }), wanted).map(({ part }) => part)).toEqual(['severity', 'label', 'label', 'summary', 'description', 'link', 'link']);
  });
});

describe('an update', () => {
  it('takes every difference away, and keeps what is a person’s own', () => {
    const mine = stored({ title: 'x', for: '5m', isPaused: true, folderUID: 'mine', labels: { severity: 'page', team: 'web' }, annotations: null, condition: 'A', data: [] });
    const updated = updateRule(mine, wanted);
    expect(compareRule(updated, wanted)).toEqual([]);
    expect(updated).toMatchObject({ isPaused: true, folderUID: 'mine', ruleGroup: 'g', labels: { team: 'web', severity: 'critical' } });
  });
});

describe('the rules of a host', () => {
  it('are known by their uid, and those of other hosts are not taken for them', () => {
    const rules = rulesOfHost([stored({ provenance: 'file' }), { ...stored(), uid: 'bangui-host-b-stuck' }], target);
    expect(rules).toHaveLength(RULE_TEMPLATES.length);
    expect(rules.filter(({ stored: existing }) => existing !== null).map(({ template, locked }) => [template.id, locked])).toEqual([['down', true]]);
  });

  it.each([
    [undefined, false],
    ['', false],
    ['api', false],
    ['file', true],
    ['converted_prometheus', true],
  ])('with provenance %s are locked: %s', (provenance, locked) => {
    expect(rulesOfHost([stored({ provenance })], target)[0]).toMatchObject({ locked, differences: [] });
  });
});
