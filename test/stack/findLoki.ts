/** Grafana Loki's program, which LOKI_BIN names; null where tests do without. With LOKI_REQUIRED=1 they may not. */
export function findLoki({ LOKI_BIN = '', LOKI_REQUIRED }: NodeJS.ProcessEnv = process.env): string | null {
  if (LOKI_BIN === '' && LOKI_REQUIRED === '1') {
    throw new Error("LOKI_REQUIRED=1, but LOKI_BIN does not name Grafana Loki's program.");
  }
  return LOKI_BIN || null;
}
