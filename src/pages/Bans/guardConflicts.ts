import { t } from '@grafana/i18n';
import type { ApiError } from '../../api/ApiError';
import { PLAIN } from '../../i18n';

export interface Conflict {
  address: string;
  rule: string;
  protects: string;
}

/** What the guard found; its own sentence stands in when it named nothing. */
export function conflictsOf({ details, message }: ApiError): Conflict[] {
  const conflicts = Array.isArray(details.conflicts) ? details.conflicts.filter(isConflict) : [];
  return conflicts.length > 0 ? conflicts : [{ address: '', rule: '', protects: message }];
}

export function conflictText({ address, rule, protects }: Conflict): string {
  const values = { address, protects, interpolation: PLAIN };
  switch (rule) {
    case 'too_wide':
      return t('guard.too-wide', '{{address}} is wider than a ban may be ({{protects}})', values);
    case 'loopback':
      return t('guard.loopback', '{{address}} is this host talking to itself', values);
    case 'own_address':
      return t('guard.own-address', '{{address}} is or holds an address of the host: {{protects}}', values);
    case 'gateway':
      return t('guard.gateway', '{{address}} is or holds a gateway of the host: {{protects}}', values);
    case 'ignored':
      return t('guard.ignored', '{{address}} is on the ignore list of a chosen jail: {{protects}}', values);
    case 'ssh_peer':
      return t('guard.ssh-peer', '{{address}} is logged in over SSH right now: {{protects}}', values);
    case 'your_address':
      return t('guard.your-address', '{{address}} is where your own request comes from: {{protects}}', values);
    default:
      return protects;
  }
}

function isConflict(value: unknown): value is Conflict {
  return (
    typeof value === 'object' &&
    value !== null &&
    (['address', 'rule', 'protects'] as const).every((key) => typeof (value as Record<string, unknown>)[key] === 'string')
  );
}
