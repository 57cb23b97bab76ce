import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export interface HttpServer {
  /** Resolves with the address once it listens; rejects when that is impossible, for example because the port is taken. */
  start(): Promise<{ host: string; port: number }>;
  /** Takes nothing new and resolves when what is under way has been answered. */
  stop(): Promise<void>;
}

export function createHttpServer(listener: RequestListener, { host, port }: { host: string; port: number }): HttpServer {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 60_000 }, listener);
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
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}
