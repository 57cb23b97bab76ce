import type { ConfigPreview } from '../../contract/configChanges';
import { lineDiff } from '../../contract/lineDiff';
import { BanguiError } from '../../domain/errors';
import type { ConfigPlan } from './ConfigPlan';

/** What a change would write, before anybody has judged it. */
export function shownOf({ path, before, text, inheriting }: ConfigPlan): Pick<ConfigPreview, 'path' | 'expected' | 'diff' | 'inheriting'> {
  return { path, expected: before?.digest ?? null, diff: lineDiff(before?.text ?? null, text), inheriting: inheriting ?? null };
}

/** What a preview tells of a refusal; throws everything else. */
export function problemOf(error: unknown): ConfigPreview['problems'][number] {
  if (!(error instanceof BanguiError) || !['INVALID_INPUT', 'FORBIDDEN', 'FAIL2BAN_REJECTED'].includes(error.code)) {
    throw error;
  }
  const { field } = error.details;
  return { error_code: error.code, message: error.message, field: typeof field === 'string' ? field : null };
}
