import type { Operation } from '../../contract/bans';
import type { Reply } from '../defineRoute';

/** 202 for what is still under way. */
export function operationReply(operation: Operation): Reply<Operation> {
  return { status: operation.state === 'running' ? 202 : 200, body: operation, result: operation.state };
}
