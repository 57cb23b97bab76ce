import { constants } from 'node:fs';
import { open, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Target } from './createTarget';
import { isMissing, PlantedLink } from './createTarget';
import type { Step } from './makePlan';
import type { Manifest } from './manifest';
import { hashOf, MANIFEST } from './manifest';
import { temporaryName } from './temporaryName';
import { HOME } from './wantedFiles';
import { withFolder } from './withFolder';

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Carries a plan out. What is about to be written is noted first, so that an interrupted run can be undone or repeated. */
export async function applyPlan(target: Target, manifest: Manifest, steps: readonly Step[]): Promise<void> {
  const writes = steps.flatMap(({ fate, wanted }) => (wanted !== null && (fate === 'new' || fate === 'replace') ? [wanted] : []));
  const folders = [...manifest.folders, ...(await missingFolders(target, [MANIFEST, ...writes.map((file) => file.path)]))];
  const files = { ...manifest.files };
  for (const { path: name, content } of writes) {
    files[name] = [...(manifest.files[name] ?? []), hashOf(content)];
  }
  await write(target, MANIFEST, Buffer.from(toText({ files, folders })), 0o600);
  for (const file of writes) {
    await write(target, file.path, file.content, file.mode);
    files[file.path] = [hashOf(file.content)];
  }
  for (const { path: name } of steps.filter((step) => step.fate === 'obsolete')) {
    await remove(target, name);
    delete files[name];
  }
  const kept = await removeEmpty(target, folders, new Set([...Object.keys(files), MANIFEST]));
  await write(target, MANIFEST, Buffer.from(toText({ files, folders: kept })), 0o600);
}

/** Removes what a manifest lists as it was written, then the folders that were made for it and are empty now. */
export async function removeWritten(target: Target, manifest: Manifest, obsolete: readonly Step[]): Promise<void> {
  for (const { path: name } of obsolete) {
    await remove(target, name);
  }
  await remove(target, MANIFEST);
  await removeEmpty(target, [...new Set([...manifest.folders, HOME])], new Set());
}

/** The folders that are still there. Those of a kept file are not tried. */
async function removeEmpty(target: Target, folders: readonly string[], keptFiles: ReadonlySet<string>): Promise<string[]> {
  const needed = new Set([...keptFiles].flatMap(foldersAbove));
  const kept: string[] = [];
  for (const folder of [...folders].reverse()) {
    if (needed.has(folder) || !(await removeIfEmpty(target, folder))) {
      kept.unshift(folder);
    }
  }
  return kept;
}

async function remove(target: Target, file: string): Promise<void> {
  await withFolder(target, path.posix.dirname(file), { make: false }, (folder) => rm(`${folder}/${path.posix.basename(file)}`)).catch((error: unknown) => {
    if (!isMissing(error)) {
      throw error;
    }
  });
}

async function removeIfEmpty(target: Target, folder: string): Promise<boolean> {
  try {
    await withFolder(target, path.posix.dirname(folder), { make: false }, (above) => rmdir(`${above}/${path.posix.basename(folder)}`));
    return true;
  } catch (error) {
    if (isMissing(error)) {
      return true;
    }
    if (error instanceof PlantedLink || (error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY')) {
      return false;
    }
    throw error;
  }
}

async function missingFolders(target: Target, files: readonly string[]): Promise<string[]> {
  const folders = [...new Set(files.flatMap(foldersAbove))].sort((a, b) => a.length - b.length);
  const missing: string[] = [];
  for (const folder of folders) {
    const there = await stat(await target.place(folder)).catch((error: unknown) => {
      if (isMissing(error)) {
        return null;
      }
      throw error;
    });
    if (there === null) {
      missing.push(folder);
    }
  }
  return missing;
}

function foldersAbove(file: string): string[] {
  const folder = path.posix.dirname(file);
  return folder === '/' ? [] : [...foldersAbove(folder), folder];
}

/** Whole or not at all, also while somebody reads it. */
async function write(target: Target, file: string, content: Buffer, mode: number): Promise<void> {
  await withFolder(target, path.posix.dirname(file), { make: true }, async (folder) => {
    const temporary = `${folder}/${temporaryName()}`;
    const handle = await open(temporary, NEW_FILE, mode);
    try {
      await handle.writeFile(content).finally(() => handle.close());
      await rename(temporary, `${folder}/${path.posix.basename(file)}`);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

function toText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 1)}\n`;
}
