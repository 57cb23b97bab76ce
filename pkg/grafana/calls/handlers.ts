import { status, type handleUnaryCall, type ServiceError } from '@grpc/grpc-js';
import type { Logger } from '../../services/ports/logger';
import { refusalOf } from '../context/refusal';

/** An answer given as a gRPC status: only where the protocol wants one, Grafana hides its words. */
export class GrpcRefusal extends Error {
  constructor(
    readonly code: status,
    message: string
  ) {
    super(message);
    this.name = 'GrpcRefusal';
  }
}

export function noDataSource(): GrpcRefusal {
  return new GrpcRefusal(status.UNIMPLEMENTED, 'BanGUI answers only calls for a data source');
}

/** Grafana tries again later. */
export function noRoom(): GrpcRefusal {
  return new GrpcRefusal(status.RESOURCE_EXHAUSTED, 'No further stream can be run now');
}

export function statusOf(error: unknown, logger: Logger): Pick<ServiceError, 'code' | 'details'> {
  if (error instanceof GrpcRefusal) {
    return { code: error.code, details: error.message };
  }
  return { code: status.INTERNAL, details: refusalOf(error, logger).body.message };
}

/** A unary call from a function of the request. */
export function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
  logger: Logger
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(statusOf(error, logger))
      );
  };
}
