import { lstat, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';

/** The machine that is prepared: paths are those of its own programs, also when its root folder lies somewhere else. */
export interface Target {
  root: string;
  /** Where a path lies for us. Links are followed as the machine itself follows them, so none leads out of the root. */
  locate(file: string): Promise<string>;
  /** The text of a file; empty when it is not there. */
  read(file: string): Promise<string>;
}

const MOST_LINKS = 40;

export function createTarget(root: string): Target {
  async function locate(file: string): Promise<string> {
    const open = file.split('/').filter(Boolean);
    const done: string[] = [];
    let links = 0;
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      if (name === '.' || name === '..') {
        done.splice(name === '..' ? -1 : done.length, 1);
        continue;
      }
      const link = await linkOf(path.join(root, ...done, name));
      if (link === null) {
        done.push(name);
      } else if (++links > MOST_LINKS) {
        throw new Error(`${file}: too many links`);
      } else {
        done.splice(link.startsWith('/') ? 0 : done.length);
        open.unshift(...link.split('/').filter(Boolean));
      }
    }
    return path.join(root, ...done);
  }

  return {
    root,
    locate,
    async read(file) {
      const found = await locate(file);
      return readFile(found, 'utf8').catch((error: unknown) => {
        if (isMissing(error)) {
          return '';
        }
        throw error;
      });
    },
  };
}

async function linkOf(file: string): Promise<string | null> {
  try {
    return (await lstat(file)).isSymbolicLink() ? await readlink(file) : null;
  } catch (error) {
    if (isMissing(error)) {
      return null;
    }
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
