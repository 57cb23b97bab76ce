import type { HealthState } from '../../contract/status';
import type { FieldConfig, ValueMapping } from './frame';

/** As the pages of the app name them. */
const STATE_LOOKS: Record<HealthState, { text: string; color: string }> = {
  online: { text: 'Online', color: 'green' },
  busy: { text: 'Busy', color: 'orange' },
  offline: { text: 'Offline', color: 'red' },
  forbidden: { text: 'No access to fail2ban', color: 'red' },
  unknown: { text: 'Not yet probed', color: '#6e6e6e' },
};

/** Words in place of values; those that have colours show them in a table, too. */
export function worded(displayName: string, looks: Readonly<Record<string, { text: string; color?: string }>>): FieldConfig {
  const options = Object.entries(looks).map(([value, look], index) => [value, { ...look, index }]);
  const isColoured = Object.values(looks).every(({ color }) => color !== undefined);
  const mapping: ValueMapping = { type: 'value', options: Object.fromEntries(options) };
  return { displayNameFromDS: displayName, mappings: [mapping], ...(isColoured && { custom: { cellOptions: { type: 'color-text' } } }) };
}

export const STATE: FieldConfig = worded('State', STATE_LOOKS);

/** 1 is well, 0 is not. */
export function yesNo(displayName: string, yes: string, no: string): FieldConfig {
  return {
    displayNameFromDS: displayName,
    color: { mode: 'thresholds' },
    thresholds: {
      mode: 'absolute',
      steps: [
        { value: null, color: 'red' },
        { value: 1, color: 'green' },
      ],
    },
    mappings: [{ type: 'value', options: { '0': { text: no, color: 'red', index: 0 }, '1': { text: yes, color: 'green', index: 1 } } }],
  };
}

export function count(displayName: string): FieldConfig {
  return { displayNameFromDS: displayName, unit: 'locale', decimals: 0 };
}

export function seconds(displayName: string): FieldConfig {
  return { displayNameFromDS: displayName, unit: 's' };
}

/** Time that runs, in its two largest whole units. */
export function remaining(displayName: string): FieldConfig {
  return { displayNameFromDS: displayName, unit: 'dtdurations', decimals: 1, noValue: 'for ever' };
}

/** A length of which -1 means for ever. */
export function banLength(displayName: string): FieldConfig {
  return { ...seconds(displayName), mappings: [{ type: 'value', options: { '-1': { text: 'for ever', index: 0 } } }] };
}

export function named(displayName: string, noValue?: string): FieldConfig {
  return noValue === undefined ? { displayNameFromDS: displayName } : { displayNameFromDS: displayName, noValue };
}
