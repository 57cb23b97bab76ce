import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export interface HttpServer {
  /** Resolves with the address once it listens; rejects when that is impossible, for example because the port is taken. */
  start(): Promise<{ host: string; port: number }>;
  /** Takes nothing new and resolves when what is under way has been answered, or its time is up. */
  stop(): Promise<void>;
}

/** A ban is answered after five seconds at the latest; who has not even sent his request by then never will. */
const GRACE_MS = 8_000;

export function createHttpServer(listener: RequestListener, { host, port }: { host: string; port: number }): HttpServer {
  let stopping = false;
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 60_000 }, (request, response) => {
    response.on('close', () => stopping && setImmediate(() => server.closeIdleConnections()));
    listener(request, response);
  });
  return {
    async start() {
      server.listen(port, host);
      await once(server, 'listening');
      const address = server.address() as AddressInfo;
      return { host: address.address, port: address.port };
    },
    async stop() {
      if (!server.listening) {
        return;
      }
      stopping = true;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(force);
    },
  };
}
