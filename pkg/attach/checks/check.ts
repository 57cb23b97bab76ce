/** One line of the check list. `unknown`: it could not be looked at, which is no fault of the machine. */
export interface Check {
  name: string;
  state: 'good' | 'bad' | 'unknown';
  detail: string;
  /** What to do about it; empty when all is well. */
  remedy: string;
}

export const good = (name: string, detail: string): Check => ({ name, state: 'good', detail, remedy: '' });
export const bad = (name: string, detail: string, remedy: string): Check => ({ name, state: 'bad', detail, remedy });
export const unknown = (name: string, detail: string, remedy: string): Check => ({ name, state: 'unknown', detail, remedy });

/** Of what answers on the network of whoever runs this, which says nothing of another root. */
export const elsewhere = (name: string, variable: string): Check =>
  unknown(name, 'not checked in another root', `Tell in ${variable} where that of the system in it answers, or look there: npm run attach -- --check`);

export function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return reason instanceof Error ? reason.message || reason.name : String(reason);
}

const MARK = { good: '✓', bad: '✗', unknown: '?' } as const;

export function checkLines(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, state, detail, remedy }) => `  ${MARK[state]} ${name.padEnd(width)}  ${detail}${remedy === '' ? '' : `\n    ${' '.repeat(width)}  → ${remedy}`}`)
    .join('\n');
}
