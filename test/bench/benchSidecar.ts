import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startOwnChild } from '../stack/ownChild';
import { ROOT } from '../stack/paths';
import { waitFor } from '../stack/waitFor';
import type { Bench } from './bench';
import { createHttpClient } from './httpClient';
import type { HttpClient } from './httpClient';

export const TOKEN = 'viewer-token-for-benches';

export interface BenchSidecar {
  /** A client with one kept connection of its own. */
  client(): HttpClient;
}

/** The whole sidecar as a process of its own, from source. `cacheMs` in place of the product's own when given. */
export async function startBenchSidecar(bench: Bench, socketPath: string, cacheMs?: number): Promise<BenchSidecar> {
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-bench-'));
  bench.defer(() => rm(dir, { recursive: true, force: true }));
  const child = await startOwnChild(process.execPath, ['--import', 'tsx', path.join(ROOT, 'test/bench/processes/sidecar.ts')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      TZ: process.env.TZ,
      BENCH_CACHE_MS: cacheMs === undefined ? undefined : String(cacheMs),
      BENCH_LOG: path.join(dir, 'sidecar.log'),
      BANGUI_FAIL2BAN_SOCKET: socketPath,
      BANGUI_STATE_DIR: path.join(dir, 'state'),
      BANGUI_PLUGIN_SOCKET: path.join(dir, 'grafana/plugin.sock'),
      BANGUI_HTTP_ADDRESS: '127.0.0.1:0',
      BANGUI_SCRIPT_TOKENS: `bench:Viewer:${TOKEN}`,
      BANGUI_RATE_LIMIT_PER_MINUTE: '1000000',
      BANGUI_HEALTH_INTERVAL_SECONDS: '1',
    },
  });
  bench.defer(() => child.stop());
  const port = await waitFor(
    'the sidecar to listen',
    () => {
      if (!child.running()) {
        throw new Error(`the sidecar ended while starting:\n${child.output()}`);
      }
      return /^listening (\d+)$/m.exec(child.output())?.[1];
    },
    { signal: bench.signal }
  );
  return {
    client() {
      const client = createHttpClient(Number(port), TOKEN);
      bench.defer(async () => client.close());
      return client;
    },
  };
}
