import { t } from '@grafana/i18n';
import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AlertRule, StoredRule } from '../alerts/alertRule';
import { REFRESH_MS } from '../constants';
import { PLAIN } from '../i18n';
import type { RulePlace, RuleState } from './alertRules';
import { createRules, deleteRule, getAlertRules, getFolders, getRuleStates, postFolder, putRule } from './alertRules';
import type { Notice } from './notice';
import { queryKeys } from './queryKeys';

const refresh = { refetchIntervalInBackground: false } as const;

export function useAlertRules() {
  return useQuery({ queryKey: queryKeys.rules(), queryFn: ({ signal }) => getAlertRules(signal), refetchInterval: REFRESH_MS * 3, ...refresh });
}

export function useFolders() {
  return useQuery({ queryKey: queryKeys.folders(), queryFn: ({ signal }) => getFolders(signal) });
}

/** What the rules of these groups are at, by uid. */
export function useRuleStates(places: readonly RulePlace[]): ReadonlyMap<string, RuleState> {
  return useQueries({
    queries: places.map((place) => ({
      queryKey: queryKeys.ruleStates(place),
      queryFn: ({ signal }: { signal: AbortSignal }) => getRuleStates(place, signal),
      refetchInterval: REFRESH_MS,
      ...refresh,
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => data ?? []).map((rule) => [rule.uid, rule])),
  });
}

/** Where new rules go: into a folder that is there, or into one that is made for them. */
export type FolderChoice = { uid: string } | { newTitle: string };

export type RuleChange =
  | { kind: 'create'; rules: readonly AlertRule[]; folder: FolderChoice; ruleGroup: string }
  | { kind: 'update' | 'remove'; rule: StoredRule }
  | { kind: 'pause'; rule: StoredRule; on: boolean };

/** Creates, changes and removes rules with the rights of the person. */
export function useRuleChange() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: carryOut,
    meta: { notice: describeChange },
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.alerting() }),
  });
}

async function carryOut(change: RuleChange): Promise<RuleChange> {
  switch (change.kind) {
    case 'create': {
      const folderUID = 'uid' in change.folder ? change.folder.uid : (await postFolder(change.folder.newTitle)).uid;
      await createRules(change.rules, { folderUID, ruleGroup: change.ruleGroup });
      return change;
    }
    case 'update':
      await putRule(change.rule);
      return change;
    case 'pause':
      await putRule(switched(change.rule, change.on));
      return change;
    case 'remove':
      await deleteRule(change.rule);
      return change;
  }
}

/** Of an Editor's change that is nothing but a pause Grafana 12.4 keeps nothing, and says that all went well: so there is always more to it. */
function switched(rule: StoredRule, isPaused: boolean): StoredRule {
  return { ...rule, isPaused, annotations: { ...rule.annotations, bangui_switched: new Date().toISOString() } };
}

function describeChange(change: RuleChange): Notice {
  return { severity: 'success', title: wordsOf(change) };
}

function wordsOf(change: RuleChange): string {
  if (change.kind === 'create') {
    return t('notice.rules-created', '{{count}} alert rules are created', { count: change.rules.length });
  }
  const values = { title: change.rule.title, interpolation: PLAIN };
  switch (change.kind) {
    case 'update':
      return t('notice.rule-updated', 'Updated: {{title}}', values);
    case 'remove':
      return t('notice.rule-removed', 'Removed: {{title}}', values);
    case 'pause':
      return change.on ? t('notice.rule-paused', 'Paused: {{title}}', values) : t('notice.rule-resumed', 'Goes on: {{title}}', values);
  }
}
