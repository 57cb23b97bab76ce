import type { ConfigPreview } from '../../../../pkg/contract/configChanges';
import { ApiError } from '../../../api/ApiError';

/** What a refusal says is wrong with a change, as a preview would tell it. */
export function problemsOf(error: unknown): ConfigPreview['problems'] {
  if (!(error instanceof ApiError) || (error.code !== 'INVALID_INPUT' && error.code !== 'FAIL2BAN_REJECTED')) {
    return [];
  }
  const { field } = error.details;
  return [{ error_code: error.code, message: error.message, field: typeof field === 'string' ? field : null }];
}
