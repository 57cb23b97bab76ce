import type { AlertRule, RuleStep, StoredRule } from './alertRule';

export type RulePart = 'title' | 'query' | 'threshold' | 'for' | 'noData' | 'error' | 'severity' | 'label' | 'summary' | 'description' | 'link';

/** Something of a stored rule that is not as it would be made today. */
export interface Difference {
  part: RulePart;
  /** Of a label or a link: which one. */
  name?: string;
  stored: string;
  wanted: string;
}

/** What Grafana or its editor adds to a query, and what changes nothing of its answer. */
const ADDED = new Set(['refId', 'datasource', 'hide', 'intervalMs', 'maxDataPoints', 'key']);
const EXPRESSIONS = '__expr__';

/** How a stored rule differs from the one wanted. Labels and annotations that somebody has added, the folder, the group and a pause are no difference. */
export function compareRule(stored: StoredRule, wanted: AlertRule): Difference[] {
  const found: Difference[] = [];
  const compare = (part: RulePart, is: string, shouldBe: string, name?: string) => {
    if (is !== shouldBe) {
      found.push({ part, ...(name === undefined ? {} : { name }), stored: is, wanted: shouldBe });
    }
  };
  compare('title', stored.title, wanted.title);
  compare('query', queryOf(stored), queryOf(wanted));
  compare('threshold', thresholdOf(stored), thresholdOf(wanted));
  if (secondsOf(stored.for) !== secondsOf(wanted.for)) {
    compare('for', stored.for, wanted.for);
  }
  compare('noData', stored.noDataState, wanted.noDataState);
  compare('error', stored.execErrState, wanted.execErrState);
  Object.entries(wanted.labels).forEach(([name, value]) => compare(name === 'severity' ? 'severity' : 'label', stored.labels?.[name] ?? '', value, name === 'severity' ? undefined : name));
  Object.entries(wanted.annotations).forEach(([name, value]) => {
    const part = name === 'summary' || name === 'description' ? name : 'link';
    compare(part, stored.annotations?.[name] ?? '', value, part === 'link' ? name : undefined);
  });
  return found;
}

/** Every query, with the data source that it asks. */
function queryOf({ data }: Pick<AlertRule, 'data'>): string {
  const queries = data.filter(({ datasourceUid }) => datasourceUid !== EXPRESSIONS).map(({ datasourceUid, model }) => ({ ...asked(model), datasourceUid }));
  return queries.map(plainJson).join(' ');
}

function asked(model: RuleStep['model']): RuleStep['model'] {
  return Object.fromEntries(Object.entries(model).filter(([name, value]) => !ADDED.has(name) && !isEmpty(value)));
}

/** A cleared field of the query editor: the same as none. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The condition, with what it is about. */
function thresholdOf({ data, condition }: Pick<AlertRule, 'data' | 'condition'>): string {
  const steps = data.filter(({ datasourceUid }) => datasourceUid === EXPRESSIONS);
  return steps.map(({ refId, model }) => `${refId === condition ? '' : `${refId}: `}${String(model.type)} ${String(model.expression)} ${evaluatorsOf(model.conditions)}`.trim()).join('; ');
}

function evaluatorsOf(conditions: unknown): string {
  const list = Array.isArray(conditions) ? (conditions as Array<{ evaluator?: { type?: string; params?: number[] } }>) : [];
  return list.map(({ evaluator }) => [evaluator?.type, ...relevant(evaluator ?? {})].join(' ')).join(', ');
}

/** The editor keeps a second value also where only ranges use it. */
function relevant({ type = '', params = [] }: { type?: string; params?: number[] }): number[] {
  return params.slice(0, /range/.test(type) ? 2 : 1);
}

/** The same text whatever the order of the names. */
function plainJson(value: Record<string, unknown>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}

const UNIT: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of a duration as Grafana writes it, such as "1m30s". */
function secondsOf(duration: string): number {
  return [...duration.matchAll(/(\d+)(ms|[smhdw])/g)].reduce((sum, [, count, unit = 's']) => sum + Number(count) * (UNIT[unit] ?? 1), 0);
}
