import { lstat, readFile, readlink, stat } from 'node:fs/promises';
import path from 'node:path';

/** The machine that is prepared: paths are those of its own programs, also when its root folder lies somewhere else. */
export interface Target {
  root: string;
  /** Where a path lies for us. Links are followed as the machine itself follows them, so none leads out of the root. */
  locate(file: string): Promise<string>;
  /** As locate, for what is to be written: throws PlantedLink instead of following a link that somebody but root could have made. */
  place(file: string): Promise<string>;
  /** The text of a file; empty when it is not there. */
  read(file: string): Promise<string>;
}

const MOST_LINKS = 40;

/** A link on the way to what root writes, in a folder where others than root may make links. */
export class PlantedLink extends Error {
  override name = 'PlantedLink';
  constructor(readonly link: string) {
    super(`${link} is a link in a folder where others than root may make links`);
  }
}

export function createTarget(root: string): Target {
  async function follow(file: string, mayFollow: (folder: string) => Promise<boolean>): Promise<string> {
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
      } else if (!(await mayFollow(path.join(root, ...done)))) {
        throw new PlantedLink(path.posix.join('/', ...done, name));
      } else if (++links > MOST_LINKS) {
        throw new Error(`${file}: too many links`);
      } else {
        done.splice(link.startsWith('/') ? 0 : done.length);
        open.unshift(...link.split('/').filter(Boolean));
      }
    }
    return path.join(root, ...done);
  }

  const locate = (file: string) => follow(file, async () => true);

  return {
    root,
    locate,
    place: (file) => follow(file, belongsToRoot),
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

/** Or to whoever runs this, who may do all that this does. */
async function belongsToRoot(folder: string): Promise<boolean> {
  const { uid, mode } = await stat(folder);
  return [0, process.getuid?.()].includes(uid) && (mode & 0o002) === 0;
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
