import type { Check } from '../../contract/queries';
import type { Finding } from '../../domain/finding';
import { named } from './fieldConfig';
import type { FieldConfig, Frame } from './frame';

const OF_JAILS: readonly Check[] = ['jail_vanished', 'jail_blind', 'not_enforced', 'ban_surge', 'mass_unban'];

const PROBLEM: FieldConfig = {
  displayNameFromDS: 'Problem found',
  color: { mode: 'thresholds' },
  thresholds: {
    mode: 'absolute',
    steps: [
      { value: null, color: 'green' },
      { value: 1, color: 'red' },
    ],
  },
  mappings: [{ type: 'value', options: { '0': { text: 'no', color: 'green', index: 0 }, '1': { text: 'yes', color: 'red', index: 1 } } }],
};

/**
 * A number a subject, which Grafana's alerting takes as it is: each column of texts becomes a label of the alert.
 * Nulls become empty labels, which count as none.
 */
export function checkFrame(refId: string, check: Check, findings: readonly Finding[]): Frame {
  const ofJails = OF_JAILS.includes(check);
  return {
    name: check,
    refId,
    meta: { type: 'numeric-long', typeVersion: [0, 1], preferredVisualisationType: 'table' },
    fields: [
      { name: ofJails ? 'jail' : 'subject', type: 'string', values: findings.map(({ subject }) => subject), config: named(ofJails ? 'Jail' : 'Subject') },
      { name: 'problem', type: 'string', values: findings.map(({ problem }) => problem), config: named('Problem') },
      { name: 'evidence', type: 'string', values: findings.map(({ evidence }) => evidence || null), config: named('Evidence') },
      { name: 'value', type: 'number', values: findings.map((finding) => finding.value), config: PROBLEM },
    ],
  };
}
