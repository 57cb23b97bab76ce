import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { OwnServer } from '../stack/ownServer';

export const CONTROLLED = ['fail2ban', 'sidecar', 'troubledFail2ban', 'troubledSidecar'] as const;
export const ORDERS = ['start', 'stop'] as const;
export type Controlled = (typeof CONTROLLED)[number];
export type Order = (typeof ORDERS)[number];

export interface Control {
  /** `POST <url>/fail2ban/stop` and the like; answers when it is done. */
  url: string;
  close(): Promise<void>;
}

/** The tests' hand on the servers, which live in the runner: Playwright may restart the process of the tests at any time. */
export async function createControl(servers: Partial<Record<Controlled, OwnServer>>): Promise<Control> {
  const secret = randomBytes(12).toString('hex');
  const http = createServer((request, response) => {
    const [, given, name, order] = (request.url ?? '').split('/');
    const controlled = CONTROLLED.find((candidate) => candidate === name);
    const server = controlled && servers[controlled];
    const known = ORDERS.find((candidate) => candidate === order);
    if (request.method !== 'POST' || given !== secret || server === undefined || known === undefined) {
      response.writeHead(404).end();
      return;
    }
    server[known]().then(
      () => response.writeHead(204).end(),
      (error: unknown) => response.writeHead(500).end(String(error))
    );
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/${secret}`,
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}
