import type { AlertRule, StoredRule } from '../alerts/alertRule';
import { RULE_INTERVAL_SECONDS } from '../alerts/toProvisioning';
import { ApiError } from './ApiError';
import { callGrafana } from './callGrafana';

const RULES = '/api/v1/provisioning/alert-rules';
/** Without it Grafana would lock the rule: nobody could edit it on Grafana's own pages any more. */
const BY_A_PERSON = { 'X-Disable-Provenance': 'true' };
/** As many folders as Grafana gives at once. */
const FOLDERS = 5000;

export interface Folder {
  uid: string;
  title: string;
  /** Of a folder inside another one. */
  folderTitle?: string;
}

/** How a rule's last evaluation went. */
export interface RuleState {
  uid: string;
  state: 'inactive' | 'pending' | 'firing' | 'unknown';
  health: string;
  /** ISO 8601; of the year 1 before the first one. */
  lastEvaluation?: string;
  /** The worst of its alerts; "Normal (Error, KeepLast)" is one whose query failed. */
  alerts?: Array<{ state: string }>;
}

/** Every rule that the person may see; those of other programs are among them. */
export async function getAlertRules(signal?: AbortSignal): Promise<StoredRule[]> {
  return (await callGrafana<StoredRule[] | null>(RULES, 'rules_forbidden', { abortSignal: signal })) ?? [];
}

/** What the rules of one group are at. */
export async function getRuleStates({ folderUID, ruleGroup }: RulePlace, signal?: AbortSignal): Promise<RuleState[]> {
  const params = { folder_uid: folderUID, rule_group: ruleGroup, limit_alerts: 1 };
  const { data } = await callGrafana<{ data: { groups: Array<{ rules: RuleState[] }> } }>('/api/prometheus/grafana/api/v1/rules', 'rules_forbidden', { params, abortSignal: signal });
  return data.groups.flatMap(({ rules }) => rules);
}

/** Folders that the person may change. */
export function getFolders(signal?: AbortSignal): Promise<Folder[]> {
  const params = { type: 'dash-folder', permission: 'Edit', limit: FOLDERS };
  return callGrafana('/api/search', 'rules_forbidden', { params, abortSignal: signal });
}

export function postFolder(title: string): Promise<Folder> {
  return callGrafana('/api/folders', 'rules_forbidden', { method: 'POST', data: { title } });
}

export interface RulePlace {
  folderUID: string;
  ruleGroup: string;
}

/** Creates rules: in a new group all of them or none, in one that is there one after the other. */
export async function createRules(rules: readonly AlertRule[], place: RulePlace): Promise<void> {
  if (!(await hasGroup(place))) {
    const group = { title: place.ruleGroup, folderUid: place.folderUID, interval: RULE_INTERVAL_SECONDS, rules: rules.map((rule) => ({ ...rule, ...place })) };
    await callGrafana(groupPath(place), 'rules_forbidden', { method: 'PUT', data: group, headers: BY_A_PERSON });
    return;
  }
  for (const rule of rules) {
    await callGrafana(RULES, 'rules_forbidden', { method: 'POST', data: { ...rule, ...place }, headers: BY_A_PERSON });
  }
}

export async function putRule(rule: StoredRule): Promise<void> {
  await callGrafana(rulePath(rule), 'rules_forbidden', { method: 'PUT', data: rule, headers: headersFor(rule) });
}

export async function deleteRule(rule: StoredRule): Promise<void> {
  // The answer is empty but calls itself JSON, which Grafana's own reader takes for a failure.
  await callGrafana(rulePath(rule), 'rules_forbidden', { method: 'DELETE', headers: headersFor(rule), responseType: 'text' });
}

/** Of a rule that a program has made through the API Grafana takes changes only as that program's. */
function headersFor({ provenance }: StoredRule): Record<string, string> {
  return provenance === 'api' ? {} : BY_A_PERSON;
}

/** A group is changed as a whole: what is not sent is deleted. So only one that is not there is written. */
async function hasGroup(place: RulePlace): Promise<boolean> {
  try {
    await callGrafana(groupPath(place), 'rules_forbidden');
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'not_found') {
      return false;
    }
    throw error;
  }
}

function rulePath({ uid }: StoredRule): string {
  return `${RULES}/${encodeURIComponent(uid)}`;
}

function groupPath({ folderUID, ruleGroup }: RulePlace): string {
  return `/api/v1/provisioning/folder/${encodeURIComponent(folderUID)}/rule-groups/${encodeURIComponent(ruleGroup)}`;
}
