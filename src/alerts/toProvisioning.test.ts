import { describe, expect, it } from 'vitest';
import { CHECKS, querySchema } from '../../pkg/contract/queries';
import { RULE_TEMPLATES } from './ruleTemplates';
import { ruleUid } from './ruleUid';
import { toAlertRule } from './toAlertRule';
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

  it('are one for each check, and the one that needs none', () => {
    expect(RULE_TEMPLATES.map(({ id }) => id)).toEqual(['down', 'unreachable', ...CHECKS.filter((check) => check !== 'down')]);
    for (const check of CHECKS) {
      expect(rule(check)?.data[0]?.model).toEqual({ refId: 'A', queryType: 'check', check });
      expect(rule(check)?.data[1]).toMatchObject({ model: { conditions: [{ evaluator: { type: 'gt', params: [0] } }] } });
    }
  });

  it('keep their state while the sidecar is away, all but one', () => {
    const others = rules.filter(({ uid }) => uid !== 'bangui-fail2ban-local-unreachable');
    expect(others.map(({ noDataState, execErrState }) => [noDataState, execErrState])).toEqual(others.map(() => ['KeepLast', 'KeepLast']));
  });

  it('double the dollar signs where Grafana would take them for variables of its environment, and nowhere else', () => {
    const costly = { uid: 'x', name: 'costs $HOME' };
    const [group] = toProvisioning(RULE_TEMPLATES, costly).groups;
    expect(group?.name).toBe('BanGUI costs $$HOME');
    for (const [index, template] of RULE_TEMPLATES.entries()) {
      const { annotations, data } = toAlertRule(template, costly);
      expect(group?.rules[index]).toMatchObject({ title: `${template.title} (costs $$HOME)`, labels: { host: 'costs $$HOME' }, annotations, data });
    }
  });

  it('fire for fail2ban only while the sidecar answers', () => {
    expect(rule('down')).toMatchObject({ noDataState: 'KeepLast', execErrState: 'KeepLast', for: '60s', condition: 'B' });
    expect(rule('down')?.data[0]).toMatchObject({ datasourceUid: 'fail2ban-local', model: { queryType: 'check', check: 'down' } });
    expect(rule('down')?.data[1]).toMatchObject({ model: { type: 'threshold', expression: 'A', conditions: [{ evaluator: { type: 'gt', params: [0] } }] } });
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
    expect(new Set(group?.rules.map((each) => each.for))).toEqual(new Set(['4s']));
  });
});

describe('the annotations', () => {
  const annotations = (id: string, of = target) => toAlertRule(RULE_TEMPLATES.find((template) => template.id === id) ?? raise(), of).annotations;

  it('lead to the jail that the alert is about, on the host that it is about', () => {
    expect(annotations('jail_blind').page).toBe(
      '{{ if $labels.jail }}{{ externalURL }}a/bangui-fail2ban-app/jails/{{ urlquery $labels.jail | reReplaceAll "[+]" "%20" }}?ds=fail2ban-local' +
        '{{ else }}{{ externalURL }}a/bangui-fail2ban-app/jails?ds=fail2ban-local{{ end }}'
    );
    expect(annotations('mass_unban').page).toContain('a/bangui-fail2ban-app/history?ds=fail2ban-local&jail={{ urlquery $labels.jail');
    expect(annotations('down').page).toBe('{{ externalURL }}a/bangui-fail2ban-app?ds=fail2ban-local');
  });

  it('tell the evidence of a check', () => {
    expect(CHECKS.filter((check) => !annotations(check).description?.includes('{{ with $labels.evidence }}'))).toEqual([]);
  });

  it('open as many braces as they close', () => {
    for (const { id } of RULE_TEMPLATES) {
      for (const text of Object.values(annotations(id))) {
        expect(text.match(/\{\{(?=[^{}]*\}\})/g)?.length ?? 0, text).toBe(text.match(/\{\{|\}\}/g)?.filter((brace) => brace === '}}').length ?? 0);
        expect(text.match(/\{\{ (if|with) /g)?.length ?? 0, text).toBe(text.match(/\{\{ end \}\}/g)?.length ?? 0);
      }
    }
  });
});

describe('a host with an odd name', () => {
  const [template = raise()] = RULE_TEMPLATES;

  it('is no template of Grafana’s', () => {
    const { labels, title } = toAlertRule(template, { uid: 'x', name: 'a {{ b }}' });
    expect(labels.host).toBe('a {{ "{{" }} b }}');
    expect(title).toBe('fail2ban is down (a {{ b }})');
  });

  it('leads to a title that Grafana takes', () => {
    expect(toAlertRule(template, { uid: 'x', name: 'n'.repeat(300) }).title).toHaveLength(190);
  });
});

function raise(): never {
  throw new Error('no such template');
}

describe('ruleUid', () => {
  it('keeps within what Grafana takes and tells long data source uids apart', () => {
    const long = 'a'.repeat(40);
    expect(ruleUid('abc', 'down')).toBe('bangui-abc-down');
    expect(ruleUid(long, 'unreachable').length).toBeLessThanOrEqual(40);
    expect(ruleUid(long, 'down')).not.toBe(ruleUid(`${long.slice(1)}b`, 'down'));
  });
});
