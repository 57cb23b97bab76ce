import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fetchPackage } from './debianPackage';
import { startOwnChild } from './ownChild';
import { cacheDir } from './paths';
import { runCommand } from './runCommand';
import { waitFor } from './waitFor';

/** What the programs need beyond libc. */
const PACKAGES = [
  ...['nftables', 'libnftables1', 'libnftnl11', 'libmnl0', 'libjansson4', 'libedit2', 'libbsd0', 'libmd0', 'libtinfo6', 'libgmp10'],
  ...['iptables', 'libxtables12', 'libip4tc2', 'libip6tc2', 'libnetfilter-conntrack3', 'libnfnetlink0', 'ipset', 'libipset13', 'libltdl7'],
];
const IPTABLES = ['iptables', 'ip6tables', 'iptables-save', 'ip6tables-save'];

/** A network of its own, with the distribution's firewall programs unpacked into the cache folder: the machine's firewall is never touched. */
export interface PrivateFirewall {
  environment: NodeJS.ProcessEnv;
  /** Put before a command, it runs in that network. */
  prefix: readonly string[];
  /** Runs a command there; throws with its words when it fails. */
  run(...command: string[]): Promise<string>;
  dispose(): Promise<void>;
}

/** Null where no network can be made: without root, or in a container that forbids it. */
export async function createPrivateFirewall(): Promise<PrivateFirewall | null> {
  if ((await runCommand('/usr/bin/unshare', ['--net', '/bin/true'], {})).code !== 0) {
    return null;
  }
  const root = await findPrograms();
  const libraries = (await readdir(path.join(root, 'usr/lib'))).map((name) => path.join(root, 'usr/lib', name));
  const environment = {
    LC_ALL: 'C.UTF-8',
    PATH: `${path.join(root, 'bin')}:/usr/bin:/bin`,
    LD_LIBRARY_PATH: libraries.join(':'),
    XTABLES_LIBDIR: libraries.map((folder) => path.join(folder, 'xtables')).join(':'),
  };
  const holder = await startOwnChild('/usr/bin/unshare', ['--net', '/bin/sleep', '3600'], { env: environment, cwd: '/' });
  const prefix = ['/usr/bin/nsenter', `--net=/proc/${holder.pid}/ns/net`];

  async function run(...command: string[]): Promise<string> {
    const [file = '', ...args] = [...prefix, ...command];
    const { code, stdout, stderr } = await runCommand(file, args, { env: environment });
    if (code !== 0) {
      throw new Error(`${command.join(' ')}: ${stderr.trim()}`);
    }
    return stdout;
  }

  const namespaceOf = async (process: string) => readlink(`/proc/${process}/ns/net`);
  const own = await namespaceOf('self');
  await waitFor('the network', async () => (await namespaceOf(String(holder.pid))) !== own);
  return { environment, prefix, run, dispose: () => holder.stop() };
}

async function findPrograms(): Promise<string> {
  const root = path.join(cacheDir(), 'firewall-programs');
  if (existsSync(path.join(root, 'bin/nft'))) {
    return root;
  }
  await mkdir(cacheDir(), { recursive: true });
  const work = await mkdtemp(path.join(cacheDir(), 'unpack-'));
  try {
    for (const name of PACKAGES) {
      await fetchPackage(name, work);
    }
    const tree = path.join(work, 'tree');
    for (const name of (await readdir(work)).filter((candidate) => candidate.endsWith('.deb'))) {
      await runCommand('/usr/bin/dpkg-deb', ['-x', path.join(work, name), tree], {});
    }
    await mkdir(path.join(tree, 'bin'), { recursive: true });
    for (const [name, program] of [['nft', 'nft'], ['ipset', 'ipset'], ...IPTABLES.map((one) => [one, 'xtables-nft-multi'])]) {
      await symlink(`../usr/sbin/${program}`, path.join(tree, 'bin', name ?? ''));
    }
    await rename(tree, root).catch((error: unknown) => {
      // A run beside us was faster: its folder is whole, because it came by rename too.
      if (!existsSync(path.join(root, 'bin/nft'))) {
        throw error;
      }
    });
    return root;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
