import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir } from './paths';
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

const PREFIX = 'fail2ban-';
const MODULES = 'usr/lib/python3/dist-packages';

/** Finds the unpacked package in the cache folder, or downloads it with apt and unpacks it there. */
export async function findFail2ban(log: (line: string) => void = () => undefined): Promise<Fail2banPackage> {
  const cache = cacheDir();
  const root = (await newestIn(cache)) ?? (await download(cache, log));
  const modules = path.join(root, MODULES);
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', PYTHONNOUSERSITE: '1', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: modules };
  return {
    root,
    version: /^fail2ban-(\d+(?:\.\d+)*)/.exec(path.basename(root))?.[1] ?? 'unknown',
    python: await usablePython(root, env),
    configDir: path.join(root, 'etc/fail2ban'),
    env,
    program: (name) => path.join(root, 'usr/bin', name),
  };
}

async function newestIn(cache: string): Promise<string | null> {
  const names = await readdir(cache).catch(() => []);
  const complete = names.filter((name) => name.startsWith(PREFIX) && existsSync(path.join(cache, name, 'usr/bin/fail2ban-server')));
  const newest = complete.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return newest === undefined ? null : path.join(cache, newest);
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

async function download(cache: string, log: (line: string) => void): Promise<string> {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg-deb')) {
    throw new Error(
      'fail2ban is not in the cache folder and this machine has no apt-get to download it with. ' +
        `Unpack a fail2ban package by hand so that ${path.join(cache, `${PREFIX}<version>`)}/usr/bin/fail2ban-server exists ` +
        '(for a Debian package: ar x fail2ban_*.deb, then tar -xf data.tar.* -C that folder), or run this on Debian or Ubuntu.'
    );
  }
  log('Downloading the fail2ban package (it is unpacked into the cache folder; nothing is installed)');
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'unpack-'));
  try {
    await fetchPackage('fail2ban', work);
    const main = await packageFile(work, 'fail2ban_');
    const field = async (name: string) => (await runCommand('/usr/bin/dpkg-deb', ['-f', main, name])).stdout.trim();
    const version = (await field('Version')).replace(/[^\w.+~-]/g, '_');
    for (const library of pythonLibraries(await field('Depends'))) {
      await fetchPackage(library, work);
    }
    const tree = path.join(work, 'tree');
    for (const name of (await readdir(work)).filter((candidate) => candidate.endsWith('.deb'))) {
      const unpacked = await runCommand('/usr/bin/dpkg-deb', ['-x', path.join(work, name), tree]);
      if (unpacked.code !== 0) {
        throw new Error(`dpkg-deb could not unpack ${name}: ${unpacked.stderr.trim()}`);
      }
    }
    return await moveInPlace(tree, path.join(cache, `${PREFIX}${version}`));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Of "python3:any, python3-pyasyncore (>= 1), lsb-base" the libraries: newer Pythons lack modules that fail2ban needs. */
export function pythonLibraries(depends: string): string[] {
  return depends
    .split(',')
    .map((entry) => entry.trim().split(/[\s:(|]/)[0] ?? '')
    .filter((name) => name.startsWith('python3-'));
}

async function moveInPlace(tree: string, target: string): Promise<string> {
  try {
    await rename(tree, target);
  } catch (error) {
    // A run beside us was faster: its folder is whole, because it came by rename too.
    if (!existsSync(path.join(target, 'usr/bin/fail2ban-server'))) {
      throw error;
    }
  }
  return target;
}

async function packageFile(folder: string, prefix: string): Promise<string> {
  const name = (await readdir(folder)).find((candidate) => candidate.startsWith(prefix) && candidate.endsWith('.deb'));
  if (name === undefined) {
    throw new Error(`apt-get downloaded no file ${prefix}*.deb`);
  }
  return path.join(folder, name);
}

/** Downloads a package of the distribution into a folder. */
export async function fetchPackage(name: string, folder: string): Promise<void> {
  const get = () => runCommand('/usr/bin/apt-get', ['download', name], { cwd: folder });
  if ((await get()).code === 0) {
    return;
  }
  const updated = await updateLists();
  const again = await get();
  if (again.code !== 0) {
    throw new Error(
      `apt-get download ${name} failed: ${again.stderr.trim()}${updated === '' ? '' : `\napt-get update before it: ${updated}`}\n` +
        'Run `apt-get update` as root, check the machine\'s package sources and network, then try again.'
    );
  }
}

/** Empty when it went well. Another apt may hold the lock for a while: apt-get update itself does not wait for it. */
async function updateLists(): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const update = await runCommand('/usr/bin/apt-get', ['update'], { timeoutMs: 300_000 });
    if (update.code === 0) {
      return '';
    }
    if (attempt === 40 || !update.stderr.includes('Could not get lock')) {
      return update.stderr.trim();
    }
    await sleep(3000);
  }
}
