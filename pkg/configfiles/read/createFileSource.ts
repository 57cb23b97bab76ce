import { readdir, readFile, stat } from 'node:fs/promises';
import { BanguiError } from '../../domain/errors';
import type { ConfigSource } from './ConfigSource';

interface FileSourceDeps {
  /** Where this process finds what fail2ban calls by a path. */
  toHere: (path: string) => string;
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG']);

/** The files of this machine. Rejects with SURROUNDINGS_MISMATCH for what is there and may not be read: fail2ban reads it as root. */
export function createFileSource({ toHere }: FileSourceDeps): ConfigSource {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  async function unlessAbsent<T, E>(path: string, work: (here: string) => Promise<T>, otherwise: E): Promise<T | E> {
    try {
      return await work(toHere(path));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (ABSENT.has(code)) {
        return otherwise;
      }
      throw new BanguiError('SURROUNDINGS_MISMATCH', `${path} cannot be read (${code}).`, { path, reason: code }, { cause: error });
    }
  }

  function decoded(bytes: Buffer): string | null {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  }

  return {
    readText: (path) => unlessAbsent(path, async (here) => ({ text: decoded(await readFile(here)) }), null),
    list: (folder) => unlessAbsent(folder, (here) => readdir(here), []),
    kindOf: (path) =>
      unlessAbsent(
        path,
        async (here) => {
          const found = await stat(here);
          return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
        },
        null
      ),
  };
}
