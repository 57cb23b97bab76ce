import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPluginServer, type PluginServer, type PluginServerDeps } from './createPluginServer';
import { contextOf, createGrafanaClient } from '../../test/peer/grafanaClient';
import { pluginDeps, type LogRecord } from '../../test/peer/pluginDeps';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
/** Only root may give a file to a group that is not its own. */
const GROUP = isRoot ? 4242 : (process.getgid?.() ?? 0);
let root: string;
let socket: string;
let records: LogRecord[];
let running: PluginServer[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bangui-socket-'));
  // Passable, so that only the socket and its directory can keep a stranger out.
  await chmod(root, 0o755);
  socket = join(root, 'run', 'grafana', 'plugin.sock');
  records = [];
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await rm(root, { recursive: true, force: true });
});

function serverOn(pluginSocket: string, more: Partial<PluginServerDeps> = {}): PluginServer {
  const server = createPluginServer({ ...pluginDeps({}, records), pluginSocket, groupId: null, stopGraceMs: 500, ...more });
  running.push(server);
  return server;
}

async function healthAt(target: string): Promise<string> {
  const grafana = createGrafanaClient(target);
  try {
    return (await grafana.checkHealth(contextOf())).status;
  } finally {
    grafana.close();
  }
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
const events = () => records.map(({ event }) => event);

/** What connecting ends with in a process of another user and group. */
async function connectAs(uid: number, gid: number): Promise<string> {
  const program = `const socket = require('node:net').connect(process.argv[1]);
    socket.on('connect', () => { console.log('connected'); socket.destroy(); }).on('error', (error) => console.log(error.code));`;
  const child = spawn(process.execPath, ['-e', program, socket], { uid, gid, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  await once(child, 'close');
  return output.trim();
}

describe('the plugin server on a unix socket', () => {
  it('makes its directory and socket for itself and Grafana’s group only', async () => {
    await serverOn(socket, { groupId: GROUP }).start();
    expect(await modeOf(join(root, 'run', 'grafana'))).toBe(0o750);
    expect(await modeOf(join(root, 'run'))).toBe(0o755);
    expect(await modeOf(socket)).toBe(0o660);
    expect((await stat(socket)).gid).toBe(GROUP);
    expect((await stat(join(root, 'run', 'grafana'))).gid).toBe(GROUP);
    expect(await healthAt(`unix:${socket}`)).toBe('OK');
  });

  it.runIf(isRoot)('lets Grafana’s group in and nobody else (seen as other users, which takes root)', async () => {
    await serverOn(socket, { groupId: GROUP }).start();
    expect(await connectAs(NOBODY, NOBODY)).toBe('EACCES');
    expect(await connectAs(NOBODY, GROUP)).toBe('connected');
    // Also where the directory would let everybody pass.
    await chmod(join(root, 'run', 'grafana'), 0o755);
    expect(await connectAs(NOBODY, NOBODY)).toBe('EACCES');
  });

  it('leaves a directory alone that is open to others', async () => {
    const shared = join(root, 'shared');
    await mkdir(shared, { mode: 0o755 });
    await serverOn(join(shared, 'plugin.sock'), { groupId: GROUP }).start();
    expect(await modeOf(shared)).toBe(0o755);
    expect(await modeOf(shared)).toBe(0o755);
    expect(await modeOf(join(shared, 'plugin.sock'))).toBe(0o660);
  });

  it('does so whatever the umask, and lays the token there for the group alone', async () => {
    const umask = process.umask(0o077);
    try {
      await serverOn(socket, { groupId: GROUP, acceptedTokens: () => ['the-token'] }).start();
    } finally {
      process.umask(umask);
    }
    const token = join(root, 'run', 'grafana', 'token');
    expect(await readFile(token, 'utf8')).toBe('the-token');
    expect((await stat(token)).gid).toBe(GROUP);
    const paths = ['run', 'run/grafana', 'run/grafana/plugin.sock', 'run/grafana/token', 'run/grafana/boot-id'];
    expect(await Promise.all(paths.map((path) => modeOf(join(root, path))))).toEqual([0o755, 0o750, 0o660, 0o640, 0o644]);
  });

  it('leaves a socket that somebody serves to him, with his token', async () => {
    await serverOn(socket).start();
    await expect(serverOn(socket, { acceptedTokens: () => ['of-the-second'] }).start()).rejects.toThrow('EADDRINUSE');
    expect(await readFile(join(root, 'run', 'grafana', 'token'), 'utf8')).toBe('the-token-before-the-rotation');
    expect(await healthAt(`unix:${socket}`)).toBe('OK');
  });

  it('replaces the socket that a killed sidecar left', async () => {
    await mkdir(join(root, 'run', 'grafana'), { recursive: true });
    const program = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'));`;
    await once(spawn(process.execPath, ['-e', program, socket]), 'exit');
    expect((await stat(socket)).isSocket()).toBe(true);
    await serverOn(socket).start();
    expect(await healthAt(`unix:${socket}`)).toBe('OK');
  });

  it('deletes nothing that is no socket', async () => {
    await mkdir(join(root, 'run', 'grafana'), { recursive: true });
    await writeFile(socket, 'precious');
    await expect(serverOn(socket).start()).rejects.toThrow('no socket');
    expect(await readFile(socket, 'utf8')).toBe('precious');
  });

  it('writes another boot id at each start and keeps it over a stop', async () => {
    const bootId = () => readFile(join(root, 'run', 'grafana', 'boot-id'), 'utf8');
    const server = serverOn(socket);
    await server.start();
    const first = await bootId();
    await server.stop();
    expect(await bootId()).toBe(first);
    await server.start();
    expect(await bootId()).not.toBe(first);
    expect(first).toMatch(/^\S+\n$/);
  });

  it('is gone after a stop, also with a connection open, and serves again after a start', async () => {
    const server = serverOn(socket);
    await server.start();
    const grafana = createGrafanaClient(`unix:${socket}`);
    await grafana.checkHealth(contextOf());
    await server.stop();
    await expect(stat(socket)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(grafana.checkHealth(contextOf())).rejects.toMatchObject({ code: 14 });
    grafana.close();
    await server.start();
    expect(await healthAt(`unix:${socket}`)).toBe('OK');
    expect(events().filter((event) => event === 'plugin_server_stopped')).toHaveLength(1);
  });

  it('lets a running call end before it stops', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let called: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (called = resolve));
    const server = serverOn(socket, {
      stopGraceMs: 20_000,
      dispatch: async () => {
        called();
        await held;
        return { status: 200, headers: {}, body: Buffer.from('late') };
      },
    });
    await server.start();
    const grafana = createGrafanaClient(`unix:${socket}`);
    const reply = grafana.collect({});
    await arrived;
    const stopped = server.stop();
    release();
    expect((await reply).body.toString()).toBe('late');
    grafana.close();
    await stopped;
  });

  it('warns of a temporary directory, which Grafana may not see', async () => {
    await serverOn(socket).start();
    expect(events()).toContain('plugin_socket_in_temporary_directory');
  });
});

describe('the plugin server on a port', () => {
  it('works, and warns', async () => {
    const { address } = await serverOn('127.0.0.1:0').start();
    expect(await healthAt(address)).toBe('OK');
    expect(records.find(({ event }) => event === 'plugin_socket_is_tcp')?.level).toBe('warn');
  });

  it('says when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await expect(serverOn(`127.0.0.1:${port}`).start()).rejects.toThrow(/EADDRINUSE|No address/);
    taken.close();
  });
});
