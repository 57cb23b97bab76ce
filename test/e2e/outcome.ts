import type { Summary } from './summary';

/** Why a run that came to its end counts as failed; null when it does not. With `required` (E2E_REQUIRED=1) nothing may be left out. */
export function reasonToFail({ run, failed, skipped }: Pick<Summary, 'run' | 'failed' | 'skipped'>, code: number | null, required: boolean): string | null {
  if (code !== 0 || failed > 0) {
    return 'tests failed';
  }
  if (run === 0) {
    return 'nothing ran';
  }
  return required && skipped > 0 ? `E2E_REQUIRED=1, and ${skipped} were skipped` : null;
}
