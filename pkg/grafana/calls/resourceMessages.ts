import { status as grpcStatus } from '@grpc/grpc-js';
import { grafanaStatus } from '../context/refusal';
import type { ResourceResponse } from '../ports';
import type { CallResourceResponse } from '../protocol/messages';
import { GrpcRefusal } from './handlers';
import { answeredHeaders } from './resourceHeaders';

export const CHUNK_BYTES = 256 * 1024;

/** Code and headers are in the first message. Rejects when the body breaks off; the API has logged why. */
export async function* resourceMessages({ status, headers, body }: ResourceResponse): AsyncGenerator<CallResourceResponse> {
  const head = { code: grafanaStatus(status), headers: answeredHeaders(headers) };
  if (Buffer.isBuffer(body)) {
    yield { ...head, body: body.subarray(0, CHUNK_BYTES) };
    yield* cut(body.subarray(CHUNK_BYTES));
    return;
  }
  yield { ...head, body: Buffer.alloc(0) };
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      yield* cut(chunk);
    }
  } catch {
    throw new GrpcRefusal(grpcStatus.INTERNAL, `The answer broke off; the log of the sidecar says why under ${String(headers['x-request-id'])}.`);
  }
}

function* cut(body: Buffer): Generator<CallResourceResponse> {
  for (let start = 0; start < body.length; start += CHUNK_BYTES) {
    yield { body: body.subarray(start, start + CHUNK_BYTES) };
  }
}
