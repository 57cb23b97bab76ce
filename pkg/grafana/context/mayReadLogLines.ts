import { BanguiError } from '../../domain/errors';
import type { PluginContext } from '../protocol/messages';
import { isVisitor } from './isVisitor';

/** Throws FORBIDDEN. A role in a query counts for nothing: only who asks does. */
export function mayReadLogLines(isAllowed: boolean, context: Pick<PluginContext, 'user'>): void {
  if (!isAllowed) {
    throw new BanguiError('FORBIDDEN', 'Lines of the log are not given to queries. Who runs the sidecar can allow it with BANGUI_QUERY_LOG_LINES=true.');
  }
  if (isVisitor(context)) {
    throw new BanguiError('FORBIDDEN', 'Lines of the log are only for those who are signed in, and never in public dashboards (BANGUI_QUERY_LOG_LINES does not change that).');
  }
}
