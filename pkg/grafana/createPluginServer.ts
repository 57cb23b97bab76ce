import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from '@grpc/grpc-js';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { countCalls } from './calls/countCalls';
import { addPluginServices } from './pluginServices';
import type { PluginDeps } from './ports';
import { writeBootId } from './socket/bootId';
import { pluginAddress } from './socket/pluginAddress';
import { shareToken } from './socket/shareToken';
import { prepareDirectory, removeStaleSocket, restrictSocket } from './socket/socketDirectory';

export interface PluginServerDeps extends PluginDeps {
  /** A path, or host:port. */
  pluginSocket: string;
  /** Grafana's group, which may open the socket; null leaves it to the sidecar's own. */
  groupId: number | null;
  /** How long a stop waits for running calls. */
  stopGraceMs?: number;
  /** Told of each call by name when it has ended, with the name of its gRPC code. */
  onCall?: (call: string, code: string) => void;
}

export interface PluginServer {
  /** Resolves when Grafana can connect. The caller holds the single-instance lock. */
  start(): Promise<{ address: string }>;
  stop(): Promise<void>;
}

/** Configuration is uploaded through it; a ban list answered is larger still, and not limited. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
const DEFAULT_GRACE_MS = 5_000;

function bind(server: Server, target: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(target, ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port)));
  });
}

function shutDown(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.forceShutdown(), graceMs);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
}

/** The gRPC server that Grafana takes for the backend of the data source plugin. */
export function createPluginServer(deps: PluginServerDeps): PluginServer {
  const { logger, groupId, stopGraceMs = DEFAULT_GRACE_MS, onCall = () => {} } = deps;
  const address = pluginAddress(deps.pluginSocket);
  let running: Server | null = null;

  async function listenOnPath(server: Server, path: string): Promise<string> {
    if (/^\/(var\/)?tmp\//.test(path)) {
      logger.warn('plugin_socket_in_temporary_directory', { path, remedy: 'Grafana may have a /tmp of its own: choose a path under /run.' });
    }
    await prepareDirectory(dirname(path), groupId, logger);
    await removeStaleSocket(path);
    await bind(server, `unix:${path}`);
    await restrictSocket(path, groupId, logger);
    await shareToken(path, deps.acceptedTokens()[0] ?? '', groupId, logger);
    await writeBootId(path);
    return path;
  }

  async function listenOnPort(server: Server, hostPort: string): Promise<string> {
    logger.warn('plugin_socket_is_tcp', {
      address: hostPort,
      risk: 'Whoever takes this port while the sidecar is down is handed the token in clear: prefer a unix socket.',
    });
    const port = await bind(server, hostPort);
    return hostPort.replace(/:\d+$/, `:${port}`);
  }

  return {
    async start() {
      // The library writes plain text to stderr, where only JSON belongs; what goes wrong it also says by error.
      setLogVerbosity(logVerbosity.NONE);
      const server = new Server({ 'grpc.max_receive_message_length': MAX_REQUEST_BYTES, interceptors: [countCalls(onCall)] });
      addPluginServices(server, deps);
      try {
        const bound = address.kind === 'unix' ? await listenOnPath(server, address.path) : await listenOnPort(server, address.hostPort);
        running = server;
        logger.info('plugin_server_listening', { address: bound });
        return { address: bound };
      } catch (error) {
        server.forceShutdown();
        throw error;
      }
    },

    async stop() {
      const server = running;
      running = null;
      if (server === null) {
        return;
      }
      await shutDown(server, stopGraceMs);
      if (address.kind === 'unix') {
        await rm(address.path, { force: true });
      }
      logger.info('plugin_server_stopped');
    },
  };
}
