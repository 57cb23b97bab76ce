/** Grafana says this to its plugin when it stops; the sidecar outlives it. */
export function shutdown(): Record<string, never> {
  return {};
}
