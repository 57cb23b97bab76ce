import type { RuleTemplate } from './ruleTemplates';
import type { RuleTarget } from './toAlertRule';
import { groupName, toAlertRule } from './toAlertRule';

export interface RuleTiming {
  intervalSeconds?: number;
  /** In place of each rule's own time. */
  forSeconds?: number;
}

/** How often the rules of a host are evaluated. */
export const RULE_INTERVAL_SECONDS = 30;
/** The folder that provisioning makes, and the page proposes. */
export const RULE_FOLDER = 'BanGUI';

/** The rules of one data source as Grafana's file provisioning takes them (`apiVersion: 1`). */
export function toProvisioning(templates: readonly RuleTemplate[], target: RuleTarget, { intervalSeconds = RULE_INTERVAL_SECONDS, forSeconds }: RuleTiming = {}) {
  return {
    apiVersion: 1,
    groups: [
      {
        orgId: 1,
        name: escaped(groupName(target)),
        folder: RULE_FOLDER,
        interval: `${intervalSeconds}s`,
        rules: templates.map((template) => toFileRule(template, target, forSeconds)),
      },
    ],
  };
}

function toFileRule(template: RuleTemplate, target: RuleTarget, forSeconds: number | undefined) {
  const rule = toAlertRule(template, target, forSeconds);
  return { ...rule, title: escaped(rule.title), labels: Object.fromEntries(Object.entries(rule.labels).map(([name, value]) => [name, escaped(value)])) };
}

/** Grafana 12.4 reads "$name" in a title, a label or the name of a group as a variable of its environment; annotations and queries it takes as they are. */
function escaped(text: string): string {
  return text.replaceAll('$', () => '$$');
}
