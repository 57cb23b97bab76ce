import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../stack/paths';

/** Every file of the repository that is there and not ignored, also those not yet committed; paths with slashes. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  return [...new Set(listed.split('\0'))].filter((file) => file !== '' && existsSync(path.join(ROOT, file)));
}

export function readText(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Names of the folders directly inside `parent` ('' is the top) that hold a file of the repository. */
export function foldersIn(parent: string): string[] {
  const prefix = parent === '' ? '' : `${parent}/`;
  const inside = repositoryFiles().filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length).split('/'));
  return [...new Set(inside.filter((parts) => parts.length > 1).map(([first = '']) => first))].sort();
}
