import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './freePort';
import { startOwnChild } from './ownChild';
import type { OwnServer } from './ownServer';
import { answersOk, createOwnServer } from './ownServer';

/** A real Loki of our own on a folder of its own, which outlives its process. */
export interface PrivateLoki extends OwnServer {
  url: string;
  /** Lines of the streams that `selector` means, oldest first: all that a person would see, doubled ones too. */
  lines(selector: string): Promise<string[]>;
  dispose(): Promise<void>;
}

const WEEK_MS = 7 * 86_400_000;
const MOST_LINES = 5000;

/** `program` is Grafana Loki's binary: Debian has none (its package `loki` is a program of genetics). */
export async function createPrivateLoki(program: string): Promise<PrivateLoki> {
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-loki-'));
  const [port, grpcPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const file = path.join(dir, 'loki.yaml');
  await writeFile(file, configuration(dir, port, grpcPort));
  const server = createOwnServer({
    name: 'Loki',
    launch: () => startOwnChild(program, [`-config.file=${file}`, '-target=all'], { cwd: dir }),
    isReady: () => answersOk(`${url}/ready`),
  });
  await server.start();
  return {
    ...server,
    url,
    async lines(selector) {
      const asked = new URLSearchParams({ query: selector, limit: String(MOST_LINES), direction: 'forward', start: `${Date.now() - WEEK_MS}000000` });
      const answer = await fetch(`${url}/loki/api/v1/query_range?${asked}`);
      const { data } = (await answer.json()) as { data: { result: Array<{ values: Array<[string, string]> }> } };
      const values = data.result.flatMap((stream) => stream.values).sort(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1));
      return values.map(([, line]) => line);
    },
    async dispose() {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const configuration = (dir: string, port: number, grpcPort: number): string => `
auth_enabled: false
analytics: { reporting_enabled: false }
server: { http_listen_address: 127.0.0.1, http_listen_port: ${port}, grpc_listen_address: 127.0.0.1, grpc_listen_port: ${grpcPort}, log_level: warn }
common:
  instance_addr: 127.0.0.1
  path_prefix: ${dir}
  replication_factor: 1
  ring: { kvstore: { store: inmemory } }
  storage: { filesystem: { chunks_directory: ${dir}/chunks, rules_directory: ${dir}/rules } }
ingester: { lifecycler: { min_ready_duration: 0s } }
schema_config:
  configs: [{ from: 2024-01-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]
`;
