import type { AlertRule, StoredRule } from './alertRule';
import type { Difference } from './compareRule';
import { compareRule } from './compareRule';
import type { RuleTemplate } from './ruleTemplates';
import { RULE_TEMPLATES } from './ruleTemplates';
import type { RuleTarget } from './toAlertRule';
import { toAlertRule } from './toAlertRule';

/** One of our rules at one host, and what Grafana has of it. */
export interface HostRule {
  template: RuleTemplate;
  wanted: AlertRule;
  stored: StoredRule | null;
  differences: Difference[];
  /** Written by provisioning from a file (or by another tool): only that may change it. */
  locked: boolean;
}

/** Who wrote a rule that the API may change all the same. */
const OPEN: ReadonlyArray<string | undefined> = [undefined, '', 'api'];

export function rulesOfHost(stored: readonly StoredRule[], target: RuleTarget): HostRule[] {
  const byUid = new Map(stored.map((rule) => [rule.uid, rule]));
  return RULE_TEMPLATES.map((template) => {
    const wanted = toAlertRule(template, target);
    const existing = byUid.get(wanted.uid) ?? null;
    return {
      template,
      wanted,
      stored: existing,
      differences: existing === null ? [] : compareRule(existing, wanted),
      locked: existing !== null && !OPEN.includes(existing.provenance),
    };
  });
}
