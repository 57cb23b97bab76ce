import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { test as base } from '@grafana/plugin-e2e';
import type { APIRequestContext } from '@playwright/test';
import type { Role } from '../../pkg/contract/roles';
import { LOCAL_DATA_SOURCE } from '../stack/provisioningFiles';
import type { Controlled, Order } from './control';
import { createGrafanaApi } from './grafanaApi';
import type { GrafanaApi } from './grafanaApi';
import { sessionOf } from './people';
import { readStackInfo } from './stackInfo';
import type { StackInfo } from './stackInfo';

export { expect } from '@grafana/plugin-e2e';

export interface StackHandle extends StackInfo {
  /** Starts or stops a server; answers when that is done. */
  order(server: Controlled, order: Order): Promise<void>;
  /** `fail2ban-client` on the private server, beside everything that is tested. */
  client(...args: string[]): Promise<string>;
}

interface Fixtures {
  stack: StackHandle;
  /** Grafana's HTTP API with the session of the person of a role, as the browser would call it. */
  as(role: Role): Promise<GrafanaApi>;
}

const run = promisify(execFile);

export const test = base.extend<Fixtures>({
  stack: async ({ playwright }, use) => {
    const info = readStackInfo();
    if (info === null) {
      throw new Error('Nothing was started: run the tests with `npm run e2e`.');
    }
    const door = await playwright.request.newContext();
    await use({
      ...info,
      async order(server, order) {
        const answer = await door.post(`${info.control}/${server}/${order}`, { timeout: 70_000 });
        if (!answer.ok()) {
          throw new Error(`${order} ${server}: ${await answer.text()}`);
        }
      },
      client: async (...args) => (await run(info.fail2banClient, args)).stdout.trim(),
    });
    await door.dispose();
  },
  as: async ({ playwright, baseURL }, use) => {
    const made: APIRequestContext[] = [];
    await use(async (role) => {
      const request = await playwright.request.newContext({ baseURL, storageState: sessionOf(role) });
      made.push(request);
      return createGrafanaApi(request, LOCAL_DATA_SOURCE.uid);
    });
    await Promise.all(made.map((request) => request.dispose()));
  },
});
