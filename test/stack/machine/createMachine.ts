import { readFile } from 'node:fs/promises';
import { startOwnChild } from '../ownChild';
import { runCommand } from '../runCommand';
import type { CommandOptions, CommandResult } from '../runCommand';
import { waitFor } from '../waitFor';

/**
 * A machine of our own: a copy of this one's root file system, of which only the changes take room (in memory), and a
 * network of its own with nothing but a loopback. What happens there, to its firewall too, ends with it.
 */
export interface Machine {
  /** Where its root folder lies for programs that are started `beside` it. */
  root: string;
  /** Where we find its root folder, and what differs in it from this machine's. */
  seenRoot: string;
  seenChanges: string;
  /** What to put before a command, so that it runs in the machine. */
  inside: readonly string[];
  /** Runs a program of the machine. */
  run(file: string, args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** Runs a program of ours on its network, which sees the machine's files below `root`. */
  runBeside(file: string, args: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  dispose(): Promise<void>;
}

const DIR = '/mnt';
const ROOT = `${DIR}/root`;
const NSENTER = '/usr/bin/nsenter';
const READY = 'machine is ready';

/** Devices and processes are those of this machine. */
const LAY_OUT = `
set -e
mount -t tmpfs -o mode=0755 bangui-machine ${DIR}
mkdir ${DIR}/changes ${DIR}/work ${ROOT}
mount -t overlay bangui-machine -o lowerdir=/,upperdir=${DIR}/changes,workdir=${DIR}/work ${ROOT}
mount --bind /dev ${ROOT}/dev
mount -t proc proc ${ROOT}/proc
mount -t tmpfs none ${ROOT}/tmp
ip link set lo up
echo '${READY}'
exec sleep infinity
`;

export interface MachineOptions {
  /** Use this machine's network, to download something. Nothing that listens or filters may be started then. */
  sharesNetwork?: boolean;
}

export async function createMachine({ sharesNetwork = false }: MachineOptions = {}): Promise<Machine> {
  const holder = await startOwnChild('/usr/bin/unshare', ['--mount', ...(sharesNetwork ? [] : ['--net']), '/bin/sh', '-c', LAY_OUT], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
  const { pid } = holder;
  const seen = `/proc/${pid}/root${DIR}`;
  const beside = [NSENTER, `--target=${pid}`, '--mount', '--net', '--'];
  const inside = [...beside, '/usr/sbin/chroot', ROOT];
  // Entering the machine leaves the working directory behind.
  const runIn = (prefix: readonly string[], file: string, args: readonly string[], { cwd = '/', ...options }: CommandOptions = {}) => {
    const [first = file, ...rest] = [...prefix, '/usr/bin/env', '-C', cwd, file, ...args];
    return runCommand(first, rest, options);
  };
  try {
    await waitFor('the machine', async () => {
      if (!holder.running()) {
        throw new Error(`The machine could not be made:\n${holder.output()}`);
      }
      return holder.output().includes(READY) && (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() === 'sleep';
    });
  } catch (error) {
    await holder.stop();
    throw error;
  }
  return {
    root: ROOT,
    seenRoot: `${seen}/root`,
    seenChanges: `${seen}/changes`,
    inside,
    run: (file, args, options) => runIn(inside, file, args, options),
    runBeside: (file, args, options) => runIn(beside, file, args, options),
    dispose: () => holder.stop(),
  };
}
