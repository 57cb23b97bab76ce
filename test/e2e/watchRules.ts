import type { APIRequestContext } from '@playwright/test';
import { ruleUid } from '../../src/alerts/ruleUid';
import { LOCAL_DATA_SOURCE } from '../stack/provisioningFiles';

export type RuleId = 'down' | 'unreachable';
interface Rule {
  uid: string;
  name: string;
  state: 'inactive' | 'pending' | 'firing';
  health: string;
  alerts?: Array<{ state: string; labels: Record<string, string> }>;
}

export interface RuleWatch {
  now(rule: RuleId): Promise<Rule>;
  /** Every state that was seen since the watch began. */
  seen(rule: RuleId): ReadonlySet<Rule['state']>;
  stop(): Promise<void>;
}

/** Follows the provisioned rules, so that a state between two looks of a test is not missed. */
export function watchRules(request: APIRequestContext): RuleWatch {
  const states: Record<RuleId, Set<Rule['state']>> = { down: new Set(), unreachable: new Set() };
  let stopped = false;

  async function look(): Promise<Record<RuleId, Rule>> {
    const answer = await request.get('/api/prometheus/grafana/api/v1/rules');
    const { data } = (await answer.json()) as { data: { groups: Array<{ rules: Rule[] }> } };
    const rules = data.groups.flatMap((group) => group.rules);
    const find = (id: RuleId): Rule => {
      const rule = rules.find(({ uid }) => uid === ruleUid(LOCAL_DATA_SOURCE.uid, id));
      if (rule === undefined) {
        throw new Error(`Grafana has no rule ${id}: ${rules.map(({ uid }) => uid).join(', ')}`);
      }
      states[id].add(rule.state);
      return rule;
    };
    return { down: find('down'), unreachable: find('unreachable') };
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
    now: async (rule) => (await look())[rule],
    seen: (rule) => states[rule],
    async stop() {
      stopped = true;
      await watching;
    },
  };
}
