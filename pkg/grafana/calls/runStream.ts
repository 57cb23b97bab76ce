import type { ServerWritableStream } from '@grpc/grpc-js';
import type { PluginRequest } from '../protocol/messages';

/** No channel can be subscribed to, so there is nothing to run. */
export function runStream(call: ServerWritableStream<PluginRequest, { data: Buffer }>): void {
  call.end();
}
