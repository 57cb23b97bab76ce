import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import type { Admit } from '../context/admission';
import { principalOf } from '../context/principalOf';
import { refusalOf } from '../context/refusal';
import type { PluginDeps, ResourceResponse } from '../ports';
import type { CallResourceRequest, CallResourceResponse } from '../protocol/messages';
import { noDataSource, statusOf } from './handlers';
import { forwardedHeaders } from './resourceHeaders';
import { resourceMessages } from './resourceMessages';
import { resourceUrl } from './resourceUrl';
import { writeAll } from './writeAll';

type CallResourceDeps = Pick<PluginDeps, 'dispatch' | 'logger'> & { admit: Admit };
type Call = ServerWritableStream<CallResourceRequest, CallResourceResponse>;

/** A body that breaks off ends the call with an error. Who has gone needs none. */
async function writeResource(call: Call, response: ResourceResponse): Promise<void> {
  const { body } = response;
  const closeBody = () => void (body instanceof Readable && body.destroy());
  call.once('cancelled', closeBody);
  try {
    if (call.cancelled) {
      closeBody();
    }
    await writeAll(call, resourceMessages(response));
  } catch (error) {
    if (!call.cancelled) {
      throw error;
    }
  } finally {
    call.off('cancelled', closeBody);
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
      .then((response) => writeResource(call, response))
      .then(
        () => call.end(),
        (error: unknown) => call.emit('error', statusOf(error, logger))
      );
  };
}
