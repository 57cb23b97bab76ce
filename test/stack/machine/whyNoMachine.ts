import { existsSync } from 'node:fs';
import { runCommand } from '../runCommand';

const PROGRAMS = ['/usr/bin/unshare', '/usr/bin/nsenter', '/usr/bin/setpriv', '/usr/sbin/ip'];

/** Why a machine of our own cannot be made here, or null when it can. */
export async function whyNoMachine(): Promise<string | null> {
  const missing = PROGRAMS.filter((program) => !existsSync(program));
  if (missing.length > 0) {
    return `no ${missing.join(', ')}`;
  }
  if (process.getuid?.() !== 0) {
    return 'not root';
  }
  const script = 'mount -t tmpfs none /mnt && mkdir /mnt/u /mnt/w /mnt/r && mount -t overlay none -o lowerdir=/,upperdir=/mnt/u,workdir=/mnt/w /mnt/r';
  const probe = await runCommand('/usr/bin/unshare', ['--mount', '--net', '/bin/sh', '-c', script]);
  return probe.code === 0 ? null : `no namespaces or no overlay file system (${probe.stderr.trim()})`;
}
