import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endByPidFile } from './endByPidFile';
import { findFail2ban } from './fail2banPackage';
import { startOwnChild } from './ownChild';
import { createOwnServer } from './ownServer';
import type { OwnServer } from './ownServer';
import { DEFAULT_JAILS } from './privateJail';
import type { PrivateJail } from './privateJail';
import { privatePaths, writePrivateFiles } from './privateFail2banFiles';
import type { PrivateFail2banPaths } from './privateFail2banFiles';
import { runCommand } from './runCommand';

export interface PrivateFail2banOptions {
  jails?: readonly PrivateJail[];
  /** Zone the server lives in; the machine's own when left out. */
  timeZone?: string;
  /** False: everything is laid out, `start()` is left to the caller. */
  started?: boolean;
  /** A program with arguments that runs the server, such as one that gives it a file system of its own. */
  through?: (paths: PrivateFail2banPaths) => readonly string[];
  log?: (line: string) => void;
  signal?: AbortSignal;
}

/** A real fail2ban server of our own in a temporary folder: no firewall, nothing shared with the machine's fail2ban. */
export interface PrivateFail2ban extends PrivateFail2banPaths, OwnServer {
  version: string;
  /** Runs `fail2ban-client` on this server; throws with its words when it fails. */
  client(...args: string[]): Promise<string>;
  /** Bans many addresses, a thousand a command. */
  ban(jail: string, addresses: readonly string[]): Promise<void>;
  /** Ends the server, whatever state it is in and also when it was started again by hand, and removes its folder. */
  dispose(): Promise<void>;
}

const CLIENT_CHUNK = 1000;

export async function createPrivateFail2ban(options: PrivateFail2banOptions = {}): Promise<PrivateFail2ban> {
  const jails = options.jails ?? DEFAULT_JAILS;
  const expected = jails.filter((jail) => jail.enabled ?? true).map((jail) => jail.name);
  const fail2ban = await findFail2ban(options.log);
  const dir = await mkdtemp(path.join(tmpdir(), 'bangui-f2b-'));
  const paths = privatePaths(dir, jails);
  const env = { ...fail2ban.env, TZ: options.timeZone ?? process.env.TZ };
  const addressed = ['-c', paths.configDir, '-s', paths.socketPath, '-p', paths.pidPath];

  const runClient = (args: readonly string[]) =>
    runCommand(fail2ban.python, [fail2ban.program('fail2ban-client'), ...addressed, ...args], { env, cwd: dir });

  async function client(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runClient(args);
    if (code !== 0) {
      throw new Error(`fail2ban-client ${args.slice(0, 4).join(' ')}: ${(stderr.trim() || stdout.trim()) || `exit code ${code}`}`);
    }
    return stdout.trim();
  }

  // A server answers before its jails exist: they come all at once, a little later.
  async function hasItsJails(): Promise<boolean> {
    const { code, stdout } = await runClient(['status']);
    const listed = /Jail list:(.*)/.exec(stdout)?.[1]?.split(',').map((name) => name.trim()) ?? [];
    return code === 0 && expected.every((name) => listed.includes(name));
  }

  const server = createOwnServer({
    name: 'the private fail2ban',
    launch: () => {
      const [file = fail2ban.python, ...args] = [...(options.through?.(paths) ?? []), fail2ban.python, fail2ban.program('fail2ban-server'), ...addressed, '-f', '-x', 'start'];
      return startOwnChild(file, args, { env, cwd: dir });
    },
    isReady: hasItsJails,
    graceMs: 5000,
    signal: options.signal,
  });

  async function ban(jail: string, addresses: readonly string[]): Promise<void> {
    for (let from = 0; from < addresses.length; from += CLIENT_CHUNK) {
      await client('set', jail, 'banip', ...addresses.slice(from, from + CLIENT_CHUNK));
    }
  }

  async function dispose(): Promise<void> {
    await server.stop();
    await endByPidFile(paths.pidPath);
    await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  try {
    await writePrivateFiles(paths, jails, fail2ban);
    if (options.started ?? true) {
      await server.start();
    }
    return { ...paths, ...server, version: fail2ban.version, client, ban, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
