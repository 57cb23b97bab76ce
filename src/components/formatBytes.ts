import { formattedValueToString, getValueFormat } from '@grafana/data';

export function formatBytes(value: number): string {
  return formattedValueToString(getValueFormat('bytes')(value, 1));
}
