import type { ComboboxOption } from '@grafana/ui';
import type { TopResponse } from '../../../pkg/contract/aggregates';
import type { TrendGroup } from '../../../pkg/contract/history';
import { asnText } from '../../components/asnText';
import { countryLabel } from '../../components/countryName';
import { isAsn } from '../../routing';

export type GroupOption = ComboboxOption<string>;

export function optionOf(group: TrendGroup, value: string, org: string | null): GroupOption {
  switch (group) {
    case 'jail':
      return { value };
    case 'country':
      return { value, label: countryLabel(value) };
    case 'asn':
      return { value, label: asnText(value, org) };
  }
}

/** What was found, as far as it matches what is typed; and what is typed itself where it can be one of the group. */
export function matchingOptions(group: TrendGroup, rows: TopResponse['rows'], typed: string): GroupOption[] {
  const wanted = typed.trim().toLowerCase();
  const found = rows
    .filter((row): row is typeof row & { key: string } => row.key !== null)
    .map(({ key, label }) => optionOf(group, key, label))
    .filter(({ value, label = value }) => label.toLowerCase().includes(wanted));
  const own = ownValue(group, typed.trim());
  return own === null || found.some(({ value }) => value === own) ? found : [...found, optionOf(group, own, null)];
}

function ownValue(group: TrendGroup, typed: string): string | null {
  switch (group) {
    case 'jail':
      return typed === '' ? null : typed;
    case 'country':
      return /^[a-z]{2}$/i.test(typed) ? typed.toUpperCase() : null;
    case 'asn': {
      const [, digits = ''] = /^(?:AS)?(\d{1,10})$/i.exec(typed) ?? [];
      return isAsn(Number(digits)) ? String(Number(digits)) : null;
    }
  }
}
