import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPluginServer, type PluginServer, type PluginServerDeps } from '../../pkg/grafana/createPluginServer';
import type { PluginDeps } from '../../pkg/grafana/ports';
import { createGrafanaClient, type GrafanaClient } from './grafanaClient';
import { pluginDeps, type LogRecord } from './pluginDeps';

export interface Play {
  grafana: GrafanaClient;
  server: PluginServer;
  socket: string;
  records: LogRecord[];
  end(): Promise<void>;
}

/** A plugin server on a unix socket of its own, and Grafana connected to it. */
export async function playGrafana(overrides: Partial<PluginDeps> = {}, more: Partial<PluginServerDeps> = {}): Promise<Play> {
  const directory = await mkdtemp(join(tmpdir(), 'bangui-plugin-'));
  const socket = join(directory, 'grafana', 'plugin.sock');
  const records: LogRecord[] = [];
  const server = createPluginServer({ ...pluginDeps(overrides, records), pluginSocket: socket, groupId: null, stopGraceMs: 500, ...more });
  await server.start();
  const grafana = createGrafanaClient(`unix:${socket}`);
  return {
    grafana,
    server,
    socket,
    records,
    async end() {
      grafana.close();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
