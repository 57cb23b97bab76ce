import { connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import { serviceDefinition } from '../../pkg/grafana/protocol/serviceDefinition';
import { contextOf } from './grafanaClient';

/**
 * A resource call by bare HTTP/2, which Grafana's client reads as this does: no further than it has been asked for.
 * The client of grpc-js takes in whatever comes as long as nobody reads at all.
 */
export function readSlowly(socket: string, url: string) {
  const definition = serviceDefinition('pluginv2.Resource').CallResource;
  if (!definition) {
    throw new Error('no CallResource');
  }
  const message = definition.requestSerialize({ pluginContext: contextOf(), path: url.replace(/\?.*/, ''), method: 'GET', url, headers: {}, body: Buffer.alloc(0) });
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  const session = connectHttp2('http://localhost', { createConnection: () => connect(socket) });
  const stream = session.request({ ':method': 'POST', ':path': definition.path, 'content-type': 'application/grpc', te: 'trailers' });
  stream.pause();
  stream.end(Buffer.concat([head, message]));
  return {
    stream,
    cancel: () => stream.close(constants.NGHTTP2_CANCEL),
    end: () => session.destroy(),
  };
}
