import { randomUUID } from 'node:crypto';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import type { Admit } from '../context/admission';
import { principalOf } from '../context/principalOf';
import { grafanaStatus, refusalOf } from '../context/refusal';
import type { PluginDeps, ResourceResponse } from '../ports';
import type { CallResourceRequest, CallResourceResponse } from '../protocol/messages';
import { noDataSource, statusOf } from './handlers';
import { answeredHeaders, forwardedHeaders } from './resourceHeaders';
import { resourceUrl } from './resourceUrl';
import { writeAll } from './writeAll';

export const CHUNK_BYTES = 256 * 1024;

type CallResourceDeps = Pick<PluginDeps, 'dispatch' | 'logger'> & { admit: Admit };

function* messagesOf({ status, headers, body }: ResourceResponse): Generator<CallResourceResponse> {
  yield { code: grafanaStatus(status), headers: answeredHeaders(headers), body: body.subarray(0, CHUNK_BYTES) };
  for (let start = CHUNK_BYTES; start < body.length; start += CHUNK_BYTES) {
    yield { body: body.subarray(start, start + CHUNK_BYTES) };
  }
}

/** The HTTP API as the person whom Grafana vouches for; refusals are answers of that API. */
export function createCallResource({
  admit,
  dispatch,
  logger,
}: CallResourceDeps): handleServerStreamingCall<CallResourceRequest, CallResourceResponse> {
  /** The API never saw this request: its id and its log line come from here. What is our own fault is logged already. */
  function refused(error: unknown, path: string): ResourceResponse {
    const { status, body } = refusalOf(error, logger);
    const id = body.details.request_id ?? randomUUID();
    if (body.details.request_id === undefined) {
      logger.info('grafana_request_refused', { request_id: id, path, error_code: body.error_code });
    }
    return {
      status,
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': id },
      body: Buffer.from(JSON.stringify({ ...body, details: { ...body.details, request_id: id } })),
    };
  }

  async function answer(request: CallResourceRequest): Promise<ResourceResponse> {
    const admission = admit(request);
    switch (admission.kind) {
      case 'noDataSource':
        throw noDataSource();
      case 'refused':
        return refused(admission.error, request.path);
      case 'admitted':
        try {
          const { method, path, url, headers, body } = request;
          const forwarded = { method, url: resourceUrl(path, url), headers: forwardedHeaders(headers), body };
          return await dispatch(forwarded, principalOf(admission.context));
        } catch (error) {
          return refused(error, request.path);
        }
    }
  }

  return (call) => {
    answer(call.request)
      .then((response) => writeAll(call, messagesOf(response)))
      .then(
        () => call.end(),
        (error: unknown) => call.emit('error', statusOf(error, logger))
      );
  };
}
