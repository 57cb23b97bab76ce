import type { FollowState } from '../../services/ports/logFollowerPort';
import { NoRegularFile } from './openLogFile';

/** What an error says about following the log at `path`. */
export function followProblem(error: unknown, path: string): Pick<FollowState, 'state' | 'reason'> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === 'EACCES' || code === 'EPERM') {
    return { state: 'forbidden', reason: `There is no right to read ${path}.` };
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { state: 'missing', reason: `There is no ${path}.` };
  }
  if (error instanceof NoRegularFile) {
    return { state: 'failed', reason: error.message };
  }
  return { state: 'failed', reason: code === null ? `Reading ${path} failed.` : `Reading ${path} failed: ${code}.` };
}
