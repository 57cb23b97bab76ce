import { readdir, readFile, stat } from 'node:fs/promises';
import { BanguiError } from '../../domain/errors';
import type { ConfigSource, SourceText } from './ConfigSource';

interface FileSourceDeps {
  /** Where this process finds what fail2ban calls by a path. */
  toHere: (path: string) => string;
}

/** The largest of fail2ban's own has 40 kB. */
const MAX_BYTES = 16 * 1024 * 1024;
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG']);

/** The files of this machine. Rejects with SURROUNDINGS_MISMATCH for what is there and may not be read: fail2ban reads it as root. */
export function createFileSource({ toHere }: FileSourceDeps): ConfigSource {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  async function unlessAbsent<T, E>(path: string, work: (here: string) => Promise<T>, otherwise: E): Promise<T | E> {
    try {
      return await work(toHere(path));
    } catch (error) {
      if (error instanceof BanguiError) {
        throw error;
      }
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

  async function textOf(path: string, here: string): Promise<SourceText | null> {
    const found = await stat(here);
    if (found.isDirectory()) {
      return null;
    }
    // A pipe or device would be read for ever.
    if (!found.isFile() || found.size > MAX_BYTES) {
      throw new BanguiError('SURROUNDINGS_MISMATCH', `${path} is no file of a configuration.`, { path });
    }
    return { text: decoded(await readFile(here)) };
  }

  return {
    readText: (path) => unlessAbsent(path, (here) => textOf(path, here), null),
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
