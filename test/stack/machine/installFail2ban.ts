import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fetchPackage } from '../debianPackage';
import { findFail2ban } from '../fail2banPackage';
import { cacheDir } from '../paths';
import { runCommand } from '../runCommand';
import type { Machine } from './createMachine';

const FIREWALL = ['iptables', 'libip4tc2', 'libip6tc2', 'libmnl0', 'libnetfilter-conntrack3', 'libnfnetlink0', 'libnftnl11', 'libxtables12'];
const COMMANDS = ['iptables', 'ip6tables', 'iptables-restore', 'ip6tables-restore', 'iptables-save', 'ip6tables-save'];

/** fail2ban and iptables as the distribution ships them, untouched; and the log that the one jail of the distribution watches. */
export async function installFail2ban(machine: Machine): Promise<void> {
  await unpack(machine, (await findFail2ban()).root);
  if (!existsSync('/usr/sbin/iptables')) {
    await unpack(machine, await findFirewall());
    // What the package's own script would link.
    await inMachine(machine, `cd /usr/sbin; for name in ${COMMANDS.join(' ')}; do ln -sf xtables-nft-multi $name; done; ldconfig`);
  }
  await inMachine(machine, 'mkdir -p /var/lib/fail2ban /var/log; : > /var/log/auth.log; rm -f /var/log/fail2ban.log');
}

async function unpack(machine: Machine, tree: string): Promise<void> {
  const script = `tar -C '${tree}' -c . | tar -C '${machine.root}' -x --keep-directory-symlink --no-same-owner`;
  const { code, stderr } = await machine.runBeside('/bin/sh', ['-c', script]);
  if (code !== 0) {
    throw new Error(`${tree} could not be unpacked into the machine: ${stderr}`);
  }
}

async function inMachine(machine: Machine, script: string): Promise<void> {
  const { code, stderr } = await machine.run('/bin/sh', ['-ec', script]);
  if (code !== 0) {
    throw new Error(stderr);
  }
}

/** The files of iptables, downloaded once. */
async function findFirewall(): Promise<string> {
  const target = path.join(cacheDir(), 'iptables');
  if (existsSync(target)) {
    return target;
  }
  await mkdir(cacheDir(), { recursive: true });
  const work = await mkdtemp(path.join(cacheDir(), 'unpack-'));
  try {
    for (const name of FIREWALL) {
      await fetchPackage(name, work);
    }
    for (const file of (await readdir(work)).filter((name) => name.endsWith('.deb'))) {
      await runCommand('/usr/bin/dpkg-deb', ['-x', path.join(work, file), path.join(work, 'tree')]);
    }
    await rename(path.join(work, 'tree'), target);
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
