import type { UnknownState } from './ruleTemplates';

export type PlainData = string | number | boolean | readonly PlainData[] | { readonly [name: string]: PlainData | undefined };

/** One step of a rule: a query, or an expression over another step. A type, as only that passes for plain data. */
export type RuleStep = {
  refId: string;
  queryType: string;
  /** Seconds before the moment of the evaluation. */
  relativeTimeRange: { from: number; to: number };
  datasourceUid: string;
  model: Readonly<Record<string, PlainData | undefined>>;
};

/** What we say of a rule, in the shape of Grafana's provisioning API. */
export type AlertRule = {
  uid: string;
  title: string;
  condition: string;
  data: RuleStep[];
  /** A duration, such as "60s"; Grafana gives "1m" back. */
  for: string;
  noDataState: UnknownState;
  execErrState: UnknownState;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  isPaused: boolean;
};

/** A rule that Grafana has. What it has beside it is sent back as it came. */
export interface StoredRule extends Omit<AlertRule, 'labels' | 'annotations' | 'noDataState' | 'execErrState'> {
  folderUID: string;
  ruleGroup: string;
  noDataState: string;
  execErrState: string;
  labels?: Record<string, string> | null;
  annotations?: Record<string, string> | null;
  /** Empty or absent: made by a person. Else who alone may change it, such as `file`. */
  provenance?: string;
}
