import type { PluginContext } from '../protocol/messages';

/** Who has opened a public dashboard comes to queries by this name, and as an Admin. */
const VISITOR = 'service';

/** True for who is not signed in. */
export function isVisitor({ user }: Pick<PluginContext, 'user'>): boolean {
  return !user?.login || user.login === VISITOR;
}
