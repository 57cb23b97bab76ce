import { t } from '@grafana/i18n';
import type { ApiError } from '../../api/ApiError';
import { PLAIN } from '../../i18n';

interface Conflict {
  address: string;
  rule: string;
  protects: string;
}

/** All that the guard holds against one address. */
export interface AddressConflicts {
  address: string;
  /** What each broken rule protects. */
  rules: Map<string, string[]>;
}

/** What the guard found, address by address; its own sentence stands in when it named nothing. */
export function conflictsOf({ details, message }: ApiError): AddressConflicts[] {
  const found = Array.isArray(details.conflicts) ? details.conflicts.filter(isConflict) : [];
  const conflicts = found.length > 0 ? found : [{ address: '', rule: '', protects: message }];
  const byAddress = new Map<string, AddressConflicts>();
  for (const { address, rule, protects } of conflicts) {
    const { rules } = byAddress.get(address) ?? { rules: new Map<string, string[]>() };
    rules.set(rule, [...(rules.get(rule) ?? []), protects]);
    byAddress.set(address, { address, rules });
  }
  return [...byAddress.values()];
}

/** Of all rules only the widest network is one that nobody may overrule. */
export function refusalTitle(conflicts: readonly AddressConflicts[]): string {
  return conflicts.some(({ rules }) => rules.has('too_wide'))
    ? t('guard.title-too-wide', 'This ban is too wide: it can never be overruled, not by an Admin either')
    : t('guard.title', 'This ban could lock somebody out');
}

export function conflictText({ address, rules }: AddressConflicts): string {
  const reasons = [...rules].map(([rule, protects]) => reasonText(rule, protects.join(', '))).join('; ');
  return address === '' ? reasons : t('guard.conflict', '{{address}} {{reasons}}', { address, reasons, interpolation: PLAIN });
}

function reasonText(rule: string, protects: string): string {
  const values = { protects, interpolation: PLAIN };
  switch (rule) {
    case 'too_wide':
      return t('guard.too-wide', 'is wider than a ban may be ({{protects}})', values);
    case 'loopback':
      return t('guard.loopback', 'is or holds the host talking to itself');
    case 'own_address':
      return t('guard.own-address', 'is or holds an address of the host: {{protects}}', values);
    case 'gateway':
      return t('guard.gateway', 'is or holds a gateway of the host: {{protects}}', values);
    case 'ignored':
      return t('guard.ignored', 'is on the ignore list of a chosen jail: {{protects}}', values);
    case 'ssh_peer':
      return t('guard.ssh-peer', 'is logged in over SSH right now: {{protects}}', values);
    case 'your_address':
      return t('guard.your-address', 'is where your own request comes from: {{protects}}', values);
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
