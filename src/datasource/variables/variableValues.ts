import type { MetricFindValue } from '@grafana/data';
import { REST_KEY } from '../../../pkg/contract/restKey';
import type { VariableKind } from '../types';

/** Of a frame, what is read here. */
interface Columns {
  fields: ReadonlyArray<{ name: string; values: readonly unknown[] }>;
}

/** The field that holds the value, and the one that names it. */
const FIELDS: Record<VariableKind, { key: string; name?: string }> = {
  jails: { key: 'jail' },
  countries: { key: 'country', name: 'countryName' },
  asns: { key: 'asn', name: 'organisation' },
  addresses: { key: 'address' },
};

/** What a person may choose, in the order of the frame. What is unknown is no choice. */
export function variableValues(kind: VariableKind, frame: Columns): MetricFindValue[] {
  const valuesOf = (wanted: string | undefined): readonly unknown[] => frame.fields.find(({ name }) => name === wanted)?.values ?? [];
  const { key, name } = FIELDS[kind];
  const names = valuesOf(name);
  return valuesOf(key).flatMap((found, row) => {
    const value = kind === 'asns' ? String(found ?? '').replace(/^AS/i, '') : String(found ?? '');
    return value === '' || value === REST_KEY ? [] : [{ text: textOf(kind, value, names[row]), value }];
  });
}

function textOf(kind: VariableKind, value: string, name: unknown): string {
  const named = typeof name === 'string' ? name : '';
  return kind === 'asns' ? `AS${value} ${named}`.trim() : named || value;
}
