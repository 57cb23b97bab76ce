import type { BenchServer } from '../../benchServer';
import type { BenchSidecar } from '../../benchSidecar';
import type { HttpClient } from '../../httpClient';
import { ROUTES } from '../../../../pkg/contract/routes';

/** A server with a sidecar that caches nothing. */
export interface Site {
  server: BenchServer;
  sidecar: BenchSidecar;
}

export interface World {
  small: Site;
  large: Site;
}

export const bansOf = ({ server }: Site): string => `${server.bans / 1000}k`;

/** What a person or a panel asks for, and proof that the answer is whole and fresh. */
export async function readOverview(client: HttpClient, { server }: Site): Promise<void> {
  const { status, bytes } = await client.get(ROUTES.jails);
  if (status !== 200 || bytes < server.jails.length * 100) {
    throw new Error(`the overview failed with ${status}`);
  }
}

/** The same as a shell script: a child process for the names and one for each jail, one after the other. */
export async function readOverviewByCli({ server }: Site): Promise<void> {
  await server.client('status');
  for (const jail of server.jails) {
    await server.client('status', jail);
  }
}
