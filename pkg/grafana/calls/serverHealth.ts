import { status } from '@grpc/grpc-js';
import type { HealthCheckResponse } from '../protocol/messages';
import { GrpcRefusal } from './handlers';

/** go-plugin asks for the service `plugin`; the empty name means the whole server. */
export function serverHealth({ service }: { service: string }): HealthCheckResponse {
  if (service !== 'plugin' && service !== '') {
    throw new GrpcRefusal(status.NOT_FOUND, `unknown service ${service}`);
  }
  return { status: 'SERVING' };
}
