import { APP_PLUGIN } from '../pluginIds';
import type { Check } from './check';
import { bad, elsewhere, good, reasonOf, unknown } from './check';

export interface GrafanaChecksOptions {
  /** Null: not to be asked. */
  url: string | null;
  /** `user:password`, or the token of a service account. */
  auth: string | undefined;
  /** Uid of the provisioned data source. */
  dataSource: string;
}

const SEES = 'Grafana sees the plugin';
const HEALTHY = 'data source healthy';

export async function grafanaChecks({ url, auth, dataSource }: GrafanaChecksOptions): Promise<Check[]> {
  if (url === null) {
    return [elsewhere(SEES, 'GRAFANA_URL')];
  }
  const sees = await pluginCheck(url);
  return sees.state === 'good' ? [sees, await dataSourceCheck({ url, auth, dataSource })] : [sees];
}

/** Grafana hands out the files of a plugin, without asking who wants them, only once it has loaded it. */
async function pluginCheck(url: string): Promise<Check> {
  try {
    const reply = await fetch(`${url}/public/plugins/${APP_PLUGIN}/module.js`, { signal: AbortSignal.timeout(5000) });
    await reply.arrayBuffer();
    return reply.ok
      ? good(SEES, url)
      : bad(SEES, `${url} answers ${reply.status}`, 'Restart Grafana (systemctl restart grafana-server); its log tells why it left a plugin out.');
  } catch (error) {
    return bad(SEES, `${url}: ${reasonOf(error)}`, 'systemctl status grafana-server. If it listens elsewhere, tell where in GRAFANA_URL.');
  }
}

async function dataSourceCheck({ url, auth, dataSource }: GrafanaChecksOptions & { url: string }): Promise<Check> {
  const byHand = 'Use "Save & test" of the data source, or set GRAFANA_AUTH=user:password of an Admin for this check.';
  if (auth === undefined || auth === '') {
    return unknown(HEALTHY, 'Grafana says that only to who logs in', byHand);
  }
  const authorization = auth.includes(':') ? `Basic ${Buffer.from(auth).toString('base64')}` : `Bearer ${auth}`;
  try {
    const reply = await fetch(`${url}/api/datasources/uid/${dataSource}/health`, { headers: { authorization }, signal: AbortSignal.timeout(15_000) });
    const body: unknown = await reply.json();
    const message = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : `status ${reply.status}`;
    return reply.ok ? good(HEALTHY, message) : bad(HEALTHY, message, reply.status === 401 ? byHand : 'Look at the data source in Grafana, and at journalctl -u bangui -o cat.');
  } catch (error) {
    return bad(HEALTHY, reasonOf(error), byHand);
  }
}
