/**
 * What Grafana 12.4 hands to plugins. Not among it: `@grafana/i18n`, which is bundled and shares its state through `i18next`,
 * and `react-router-dom`, whose handed-out version is 5: version 6 is bundled, over the `react-router` of Grafana.
 */
export const externals: Array<string | Record<string, string>> = [
  // The AMD module's own description, which tells where it was loaded from.
  { 'amd-module': 'module' },
  'react',
  'react/jsx-runtime',
  'react-dom',
  'react-router',
  'rxjs',
  'i18next',
  '@emotion/css',
  '@grafana/data',
  '@grafana/runtime',
  '@grafana/ui',
];
