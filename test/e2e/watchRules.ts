import type { APIRequestContext } from '@playwright/test';
import type { RuleId } from '../../src/alerts/ruleTemplates';
import { RULE_TEMPLATES } from '../../src/alerts/ruleTemplates';
import { ruleUid } from '../../src/alerts/ruleUid';
import { LOCAL_DATA_SOURCE } from '../stack/provisioningFiles';

export interface Alert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  state: string;
}

interface Rule {
  uid: string;
  name: string;
  state: 'inactive' | 'pending' | 'firing';
  health: string;
  alerts?: Alert[];
}

export interface RuleWatch {
  now(rule: RuleId): Promise<Rule>;
  /** Of the rule, those that fire. */
  firing(rule: RuleId): Promise<Alert[]>;
  /** Every state that was seen since the watch began. */
  seen(rule: RuleId): ReadonlySet<Rule['state']>;
  /** The rules that were seen in this state since the watch began. */
  everIn(state: Rule['state']): RuleId[];
  stop(): Promise<void>;
}

const IDS = RULE_TEMPLATES.map(({ id }) => id);

/** Follows the provisioned rules, or others with a uid of their own, so that a state between two looks of a test is not missed. */
export function watchRules(request: APIRequestContext, uidOf = (id: RuleId): string => ruleUid(LOCAL_DATA_SOURCE.uid, id)): RuleWatch {
  const states = new Map(IDS.map((id) => [id, new Set<Rule['state']>()]));
  let stopped = false;

  async function look(): Promise<Map<RuleId, Rule>> {
    const answer = await request.get('/api/prometheus/grafana/api/v1/rules');
    const { data } = (await answer.json()) as { data: { groups: Array<{ rules: Rule[] }> } };
    const rules = data.groups.flatMap((group) => group.rules);
    const find = (id: RuleId): Rule => {
      const rule = rules.find(({ uid }) => uid === uidOf(id));
      if (rule === undefined) {
        throw new Error(`Grafana has no rule ${id}: ${rules.map(({ uid }) => uid).join(', ')}`);
      }
      states.get(id)?.add(rule.state);
      return rule;
    };
    return new Map(IDS.map((id) => [id, find(id)]));
  }

  async function now(id: RuleId): Promise<Rule> {
    const rule = (await look()).get(id);
    if (rule === undefined) {
      throw new Error(`There is no rule ${id}.`);
    }
    return rule;
  }

  const watching = (async () => {
    while (!stopped) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  })();
  // Reported by stop(); until then nobody listens.
  watching.catch(() => undefined);

  return {
    now,
    firing: async (id) => ((await now(id)).alerts ?? []).filter(({ state }) => state.startsWith('Alerting')),
    seen: (rule) => states.get(rule) ?? new Set(),
    everIn: (state) => IDS.filter((id) => states.get(id)?.has(state)),
    async stop() {
      stopped = true;
      await watching;
    },
  };
}
