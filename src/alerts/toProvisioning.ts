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
        rules: templates.map((template) => escaped(toAlertRule(template, target, forSeconds))),
      },
    ],
  };
}

/** In a provisioning file "$labels" would be a variable of the environment; "$$" is a dollar sign. Grafana's API takes it as it is. */
function escaped<T>(value: T): T {
  if (typeof value === 'string') {
    return value.replaceAll('$', () => '$$') as T & string;
  }
  if (Array.isArray(value)) {
    return value.map(escaped) as T & unknown[];
  }
  return typeof value === 'object' && value !== null ? (Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escaped(inner)])) as T) : value;
}
