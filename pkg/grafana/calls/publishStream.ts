import type { StreamStatusResponse } from '../protocol/messages';

/** Streams go one way. */
export function publishStream(): StreamStatusResponse {
  return { status: 'PERMISSION_DENIED' };
}
