import { describe, expect, it } from 'vitest';
import { querySchema } from '../../pkg/contract/queries';
import { RULE_TEMPLATES } from './ruleTemplates';
import { ruleUid } from './ruleUid';
import { toProvisioning } from './toProvisioning';

const target = { uid: 'fail2ban-local', name: 'Local fail2ban' };
const rules = toProvisioning(RULE_TEMPLATES, target).groups.flatMap((group) => group.rules);
const rule = (id: string) => rules.find((candidate) => candidate.uid === `bangui-fail2ban-local-${id}`);

describe('the provisioned rules', () => {
  it('ask the sidecar what it understands', () => {
    for (const { query } of RULE_TEMPLATES) {
      expect(querySchema.parse(query)).toEqual(query);
    }
  });

  it('fire for fail2ban only while the sidecar answers', () => {
    expect(rule('down')).toMatchObject({ noDataState: 'KeepLast', execErrState: 'KeepLast', for: '60s', condition: 'B' });
    expect(rule('down')?.data[0]).toMatchObject({ datasourceUid: 'fail2ban-local', model: { queryType: 'status', field: 'up' } });
    expect(rule('down')?.data[1]).toMatchObject({ model: { type: 'threshold', expression: 'A', conditions: [{ evaluator: { type: 'lt', params: [1] } }] } });
  });

  it('fire for the sidecar only while it does not answer', () => {
    expect(rule('unreachable')).toMatchObject({ noDataState: 'Alerting', execErrState: 'Alerting', for: '120s' });
    // `answering` is 1 whenever there is an answer at all.
    expect(rule('unreachable')?.data[1]).toMatchObject({ model: { conditions: [{ evaluator: { type: 'gt', params: [1] } }] } });
    expect(rule('unreachable')?.annotations.description).toContain('never true');
  });

  it('take other times where a test cannot wait', () => {
    const [group] = toProvisioning(RULE_TEMPLATES, target, { intervalSeconds: 2, forSeconds: 4 }).groups;
    expect(group?.interval).toBe('2s');
    expect(group?.rules.map((each) => each.for)).toEqual(['4s', '4s']);
  });
});

describe('ruleUid', () => {
  it('keeps within what Grafana takes and tells long data source uids apart', () => {
    const long = 'a'.repeat(40);
    expect(ruleUid('abc', 'down')).toBe('bangui-abc-down');
    expect(ruleUid(long, 'unreachable').length).toBeLessThanOrEqual(40);
    expect(ruleUid(long, 'down')).not.toBe(ruleUid(`${long.slice(1)}b`, 'down'));
  });
});
