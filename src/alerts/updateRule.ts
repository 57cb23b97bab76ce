import type { AlertRule, StoredRule } from './alertRule';

/** The stored rule as it would be made today. What a person has added, its place and a pause stay. */
export function updateRule(stored: StoredRule, wanted: AlertRule): StoredRule {
  return {
    ...stored,
    ...wanted,
    isPaused: stored.isPaused,
    labels: { ...stored.labels, ...wanted.labels },
    annotations: { ...stored.annotations, ...wanted.annotations },
  };
}
