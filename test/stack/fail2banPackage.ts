import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { DebianPackage } from './debianPackage';
import { unpackedPackage } from './debianPackage';
import { runCommand } from './runCommand';

/** The files of a fail2ban package, unpacked into a folder: nothing is installed, no service exists. */
export interface Fail2banPackage {
  root: string;
  version: string;
  python: string;
  /** The stock configuration; to be copied, never changed. */
  configDir: string;
  /** What a program of the package needs in its environment. */
  env: NodeJS.ProcessEnv;
  program(name: 'fail2ban-server' | 'fail2ban-client' | 'fail2ban-regex'): string;
}

const PACKAGE: DebianPackage = { name: 'fail2ban', program: 'usr/bin/fail2ban-server', libraries: pythonLibraries };
const MODULES = 'usr/lib/python3/dist-packages';

/** Finds the unpacked package in the cache folder, or downloads it with apt and unpacks it there. */
export async function findFail2ban(log: (line: string) => void = () => undefined): Promise<Fail2banPackage> {
  const { root, version } = await unpackedPackage(PACKAGE, log);
  const modules = path.join(root, MODULES);
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', PYTHONNOUSERSITE: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: modules };
  return {
    root,
    version: /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? 'unknown',
    python: await usablePython(root, env),
    configDir: path.join(root, 'etc/fail2ban'),
    env,
    program: (name) => path.join(root, 'usr/bin', name),
  };
}

async function usablePython(root: string, env: NodeJS.ProcessEnv): Promise<string> {
  const found = (await readdir('/usr/bin')).filter((name) => /^python3(\.\d+)?$/.test(name)).sort().map((name) => `/usr/bin/${name}`);
  for (const python of found) {
    const probe = await runCommand(python, ['-c', 'import sqlite3, fail2ban.server.asyncserver, fail2ban.server.server'], { env, cwd: root });
    if (probe.code === 0) {
      return python;
    }
  }
  throw new Error(
    found.length === 0
      ? 'fail2ban is written in Python and no python3 was found. Install it: apt-get install python3'
      : `None of ${found.join(', ')} can load fail2ban from ${root}. Install the python3 of your distribution, then remove that folder and try again.`
  );
}

/** Of "python3:any, python3-pyasyncore (>= 1), lsb-base" the libraries: newer Pythons lack modules that fail2ban needs. */
export function pythonLibraries(depends: string): string[] {
  return depends
    .split(',')
    .map((entry) => entry.trim().split(/[\s:(|]/)[0] ?? '')
    .filter((name) => name.startsWith('python3-'));
}
