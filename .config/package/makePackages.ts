import { execFileSync } from 'node:child_process';
import { copyFile, cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyLibraries } from './copyLibraries';
import { createZip } from './createZip';
import type { PackageJson, PackageLock } from './productionPackage';
import { productionFolders, productionLock, productionManifest } from './productionPackage';

const APP_ID = 'bangui-fail2ban-app';

export interface Packages {
  pluginZip: string;
  sidecarTar: string;
}

/** Makes of dist/ and build/sidecar/ what is handed to a machine. The unpacked folders stay: `npm run attach` takes them from there. */
export async function makePackages(root: string): Promise<Packages> {
  const output = path.join(root, 'build/package');
  const manifest = productionManifest(await readJson<PackageJson>(path.join(root, 'package.json')));
  const lock = await readJson<PackageLock>(path.join(root, 'package-lock.json'));
  await rm(output, { recursive: true, force: true });

  const plugin = path.join(output, APP_ID);
  await cp(path.join(root, 'dist'), plugin, { recursive: true });
  const pluginZip = path.join(output, `${APP_ID}-${manifest.version}.zip`);
  await writeFile(pluginZip, createZip(await entriesOf(plugin, APP_ID)));

  const sidecar = path.join(output, 'sidecar');
  await cp(path.join(root, 'build/sidecar'), path.join(sidecar, 'build/sidecar'), { recursive: true });
  await cp(path.join(root, 'provisioning'), path.join(sidecar, 'provisioning'), { recursive: true });
  await cp(path.join(root, 'Docs'), path.join(sidecar, 'Docs'), { recursive: true });
  await writeFile(path.join(sidecar, 'package.json'), toJson(manifest));
  await writeFile(path.join(sidecar, 'package-lock.json'), toJson(productionLock(lock, manifest)));
  await copyFile(path.join(root, 'Docs/examples/bangui.service'), path.join(sidecar, 'bangui.service'));
  await copyFile(path.join(root, '.config/package/README.md'), path.join(sidecar, 'README.md'));
  await copyFile(path.join(root, 'LICENSE'), path.join(sidecar, 'LICENSE'));
  const sidecarTar = path.join(output, `bangui-sidecar-${manifest.version}.tar.gz`);
  const folder = `bangui-sidecar-${manifest.version}`;
  execFileSync('tar', ['--create', '--gzip', '--sort=name', '--owner=0', '--group=0', '--numeric-owner', `--transform=s,^\\.,${folder},`, `--file=${sidecarTar}`, '-C', sidecar, '.']);

  // After the archive: the libraries fit this machine only, elsewhere `npm ci` fetches its own.
  await copyLibraries(root, sidecar, productionFolders(lock));
  return { pluginZip, sidecarTar };
}

async function entriesOf(folder: string, name: string): Promise<Array<{ name: string; content: Buffer; mode: number }>> {
  const found = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    found.map(async (entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory()
        ? entriesOf(file, `${name}/${entry.name}`)
        : [{ name: `${name}/${entry.name}`, content: await readFile(file), mode: (await stat(file)).mode & 0o777 }];
    })
  );
  return nested.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
