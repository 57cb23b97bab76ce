import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir } from './paths';
import { runCommand } from './runCommand';

export interface DebianPackage {
  name: string;
  /** A file of the package, relative: where it is, the folder is whole. */
  program: string;
  /** Packages that are unpacked over it, of its field "Depends". */
  libraries?: (depends: string) => string[];
}

export interface UnpackedPackage {
  root: string;
  /** As the distribution writes it. */
  version: string;
}

/** The files of a package of the distribution, unpacked into the cache folder: nothing is installed, no service exists. */
export async function unpackedPackage(wanted: DebianPackage, log: (line: string) => void = () => undefined): Promise<UnpackedPackage> {
  const cache = cacheDir();
  const root = (await newestIn(cache, wanted)) ?? (await download(cache, wanted, log));
  return { root, version: path.basename(root).slice(wanted.name.length + 1) };
}

async function newestIn(cache: string, { name, program }: DebianPackage): Promise<string | null> {
  const folders = await readdir(cache).catch(() => []);
  const complete = folders.filter((folder) => folder.startsWith(name) && /^-\d/.test(folder.slice(name.length)) && existsSync(path.join(cache, folder, program)));
  const newest = complete.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return newest === undefined ? null : path.join(cache, newest);
}

async function download(cache: string, { name, program, libraries = () => [] }: DebianPackage, log: (line: string) => void): Promise<string> {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg-deb')) {
    throw new Error(
      `${name} is not in the cache folder and this machine has no apt-get to download it with. ` +
        `Unpack its package by hand so that ${path.join(cache, `${name}-<version>`)}/${program} exists ` +
        `(for a Debian package: ar x ${name}_*.deb, then tar -xf data.tar.* -C that folder), or run this on Debian or Ubuntu.`
    );
  }
  log(`Downloading the package ${name} (it is unpacked into the cache folder; nothing is installed)`);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'unpack-'));
  try {
    await fetchPackage(name, work);
    const main = await packageFile(work, `${name}_`);
    const field = async (of: string) => (await runCommand('/usr/bin/dpkg-deb', ['-f', main, of])).stdout.trim();
    const version = (await field('Version')).replace(/[^\w.+~-]/g, '_');
    for (const library of libraries(await field('Depends'))) {
      await fetchPackage(library, work);
    }
    const tree = path.join(work, 'tree');
    for (const file of (await readdir(work)).filter((candidate) => candidate.endsWith('.deb'))) {
      const unpacked = await runCommand('/usr/bin/dpkg-deb', ['-x', path.join(work, file), tree]);
      if (unpacked.code !== 0) {
        throw new Error(`dpkg-deb could not unpack ${file}: ${unpacked.stderr.trim()}`);
      }
    }
    return await moveInPlace(tree, path.join(cache, `${name}-${version}`), program);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function moveInPlace(tree: string, target: string, program: string): Promise<string> {
  try {
    await rename(tree, target);
  } catch (error) {
    // A run beside us was faster: its folder is whole, because it came by rename too.
    if (!existsSync(path.join(target, program))) {
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
