import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const PLATFORMS = ['linux_amd64', 'linux_arm64', 'linux_arm', 'darwin_amd64', 'darwin_arm64'];
const launcherOf = (platform: string) => join(import.meta.dirname, `gpx_bangui_${platform}`);
const LAUNCHER = launcherOf('linux_amd64');

let directory: string;
let socket: string;
let sidecar: Server | undefined;
const started: ChildProcess[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bangui-launcher-'));
  socket = join(directory, 'plugin.sock');
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    child.kill('SIGKILL');
  }
  sidecar?.close();
  sidecar = undefined;
  await rm(directory, { recursive: true, force: true });
});

async function startSidecar(bootId: string): Promise<void> {
  sidecar = createServer().listen(socket);
  await once(sidecar, 'listening');
  await writeFile(join(directory, 'boot-id'), `${bootId}\n`);
}

/** As Grafana starts it: with the settings of its section and nothing else of the environment. */
function launch(env: Record<string, string> = { GF_PLUGIN_GRPC_SOCKET: socket }) {
  const child = spawn(LAUNCHER, [], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const lines = createInterface({ input: child.stdout });
  return { child, errors, handshake: once(lines, 'line').then(([line]) => String(line)), ended: once(child, 'exit') };
}

/** True while the process is there and no zombie. */
async function lives(pid: number): Promise<boolean> {
  try {
    const state = /\) (\S)/.exec(await readFile(`/proc/${pid}/stat`, 'utf8'))?.[1];
    return state !== 'Z';
  } catch {
    return false;
  }
}

describe('the launchers', () => {
  it('are one program for every platform, executable, and all there are', async () => {
    const names = (await readdir(import.meta.dirname)).filter((name) => name.startsWith('gpx_'));
    expect(names.sort()).toEqual(PLATFORMS.map((platform) => `gpx_bangui_${platform}`).sort());
    const text = await readFile(LAUNCHER, 'utf8');
    for (const platform of PLATFORMS) {
      expect(await readFile(launcherOf(platform), 'utf8')).toBe(text);
      expect((await stat(launcherOf(platform))).mode & 0o777).toBe(0o755);
    }
  });

  it('use no program but /bin/sleep', async () => {
    await startSidecar('one');
    const { child, errors, handshake } = launch({ GF_PLUGIN_GRPC_SOCKET: socket, PATH: join(directory, 'nothing') });
    await handshake;
    const programs = await vi.waitFor(async () => {
      const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
      const commands = await Promise.all(children.trim().split(' ').map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8')));
      expect(commands.join()).toContain('sleep');
      return commands;
    });
    expect(programs).toEqual(['/bin/sleep\u00001\u0000']);
    expect(errors).toEqual([]);
  });

  it('say where the sidecar listens and stay alive, quietly', async () => {
    await startSidecar('one');
    const { child, errors, handshake } = launch();
    expect(await handshake).toBe(`1|2|unix|${socket}|grpc`);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(child.exitCode).toBeNull();
    expect(errors).toEqual([]);
  }, 15_000);

  it('name the default path when nothing is configured, and a port when one is', async () => {
    expect(await launch({}).handshake).toBe('1|2|unix|/run/bangui/grafana/plugin.sock|grpc');
    expect(await launch({ GF_PLUGIN_GRPC_SOCKET: '127.0.0.1:9442' }).handshake).toBe('1|2|tcp|127.0.0.1:9442|grpc');
  });

  it('end when the sidecar was started anew, and not before', async () => {
    await startSidecar('one');
    const { child, handshake, ended } = launch();
    await handshake;
    sidecar?.close();
    await rm(join(directory, 'boot-id'));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(child.exitCode).toBeNull();
    await startSidecar('two');
    expect(await ended).toEqual([0, null]);
  }, 15_000);

  it('say once that the socket is missing, and end when the sidecar comes', async () => {
    const { errors, handshake, ended } = launch();
    expect(await handshake).toBe(`1|2|unix|${socket}|grpc`);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(errors.map((line) => JSON.parse(line) as unknown)).toEqual([
      { '@level': 'warn', '@message': expect.stringContaining('not running'), socket },
    ]);
    await startSidecar('one');
    expect(await ended).toEqual([0, null]);
  }, 15_000);

  it.each(['a"b', 'a\\b', 'a\tb', 'a%sb', "a'b$(x)"])('write JSON also for the odd path /nosuch/%s', async (name) => {
    const { errors, handshake } = launch({ GF_PLUGIN_GRPC_SOCKET: `/nosuch/${name}` });
    expect(await handshake).toBe(`1|2|unix|/nosuch/${name}|grpc`);
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    expect(JSON.parse(errors[0] ?? '')).toEqual({ '@level': 'warn', '@message': expect.stringContaining('not running') });
  });

  it('end when their parent is killed', async () => {
    await startSidecar('one');
    const program = `const { spawn } = require('node:child_process');
      const child = spawn(${JSON.stringify(LAUNCHER)}, [], { env: { GF_PLUGIN_GRPC_SOCKET: ${JSON.stringify(socket)} }, stdio: ['ignore', 'pipe', 'ignore'] });
      child.stdout.once('data', () => console.log(child.pid));
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(parent);
    const [line] = await once(createInterface({ input: parent.stdout }), 'line');
    const pid = Number(line);
    try {
      expect(await lives(pid)).toBe(true);
      parent.kill('SIGKILL');
      await vi.waitFor(async () => expect(await lives(pid)).toBe(false), { timeout: 10_000, interval: 100 });
    } finally {
      if (await lives(pid)) {
        process.kill(pid, 'SIGKILL');
      }
    }
  }, 20_000);
});
