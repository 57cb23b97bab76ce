/** Where Grafana keeps the dashboard that is open. */
const OPEN_DASHBOARD = '__grafanaSceneContext';

/**
 * Asks the queries of the open dashboard anew. The SDK has nothing for that, so this presses the dashboard's own "Refresh"; where there is
 * none, the panel waits for the next refresh.
 */
export function refreshDashboard(): void {
  const timeRange = valueAt(globalThis, OPEN_DASHBOARD, 'state', '$timeRange');
  const refresh = valueAt(timeRange, 'onRefresh');
  if (typeof refresh === 'function') {
    refresh.call(timeRange);
  }
}

function valueAt(root: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), root);
}
