import { Stack } from '@grafana/ui';
import { useMemo, useState } from 'react';
import type { StoredRule } from '../../alerts/alertRule';
import type { HostRule } from '../../alerts/rulesOfHost';
import { rulesOfHost } from '../../alerts/rulesOfHost';
import type { RuleTarget } from '../../alerts/toAlertRule';
import { groupName } from '../../alerts/toAlertRule';
import type { RulePlace } from '../../api/alertRules';
import { ruleRights } from '../../api/ruleRights';
import { useRuleChange, useRuleStates } from '../../api/useAlertRules';
import { FailureState } from '../../components/FailureState';
import { CreateBar } from './CreateBar';
import type { ChosenRule } from './RuleDialog';
import { RuleDialog } from './RuleDialog';
import { RuleTable } from './RuleTable';
import { useFolderChoice } from './useFolderChoice';

export function RulesOfHost({ target, stored }: { target: RuleTarget; stored: readonly StoredRule[] }) {
  const rules = useMemo(() => rulesOfHost(stored, target), [stored, target]);
  const states = useRuleStates(useMemo(() => placesOf(rules), [rules]));
  const rights = ruleRights();
  const folder = useFolderChoice(rules, rights);
  const change = useRuleChange();
  const [chosen, setChosen] = useState<ChosenRule | null>(null);

  const create = (wanted: readonly HostRule[]) => {
    if (folder.choice !== null) {
      change.mutate({ kind: 'create', rules: wanted.map((rule) => rule.wanted), folder: folder.choice, ruleGroup: groupName(target) });
    }
  };
  return (
    <Stack direction="column" gap={2}>
      <CreateBar rules={rules} rights={rights} folder={folder} busy={change.isPending} onCreate={create} />
      {change.error && <FailureState error={change.error} beside />}
      <RuleTable
        rules={rules}
        states={states}
        rights={rights}
        busy={change.isPending}
        noFolder={folder.choice === null}
        onCreate={(rule) => create([rule])}
        onPause={(rule, on) => change.mutate({ kind: 'pause', rule, on })}
        onChoose={setChosen}
      />
      {chosen && <RuleDialog {...chosen} onClose={() => setChosen(null)} />}
    </Stack>
  );
}

/** The groups that hold rules of this host; nearly always one. */
function placesOf(rules: readonly HostRule[]): RulePlace[] {
  const places = new Map<string, RulePlace>();
  rules.forEach(({ stored }) => {
    if (stored !== null) {
      const { folderUID, ruleGroup } = stored;
      places.set(`${folderUID} ${ruleGroup}`, { folderUID, ruleGroup });
    }
  });
  return [...places.values()];
}
