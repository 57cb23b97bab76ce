import type { GrafanaTheme2, ValueMapping } from '@grafana/data';
import { MappingType } from '@grafana/data';

/** The colours that mappings give to values, as the theme draws them. */
export function mappedColors(mappings: readonly ValueMapping[], theme: GrafanaTheme2): string[] {
  return mappings.flatMap(colorsOf).map((color) => theme.visualization.getColorByName(color));
}

function colorsOf(mapping: ValueMapping): string[] {
  const results = mapping.type === MappingType.ValueToText ? Object.values(mapping.options) : [mapping.options.result];
  return results.flatMap(({ color }) => color ?? []);
}
