import { lstat, open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileLook, JailLogsPort } from '../services/ports/hostPorts';
import { serverProcess } from './serverProcess';

const MOST_BYTES = 1_000_000;

export function createJailLogs({ pidFile, proc = '/proc' }: { pidFile: string; proc?: string }): JailLogsPort {
  return {
    look: (file) => look(file),
    async lookAsServer(file) {
      const server = await serverProcess({ pidFile, proc });
      const root = server && `${server.folder}/root`;
      // Who may not look into the process sees no root either.
      if (root === null || !(await stat(root).catch(() => null)) || (await hasLink(root, file))) {
        return null;
      }
      return look(`${root}${file}`);
    },
    async lastLines(file, lines) {
      const handle = await open(file, 'r').catch(() => null);
      try {
        const { size } = (await handle?.stat()) ?? { size: 0 };
        const length = Math.min(size, MOST_BYTES);
        const read = await handle?.read(Buffer.alloc(length), 0, length, size - length);
        if (!read) {
          return null;
        }
        const text = read.buffer.toString('latin1', 0, read.bytesRead);
        // What is not yet ended by a newline is still being written, and what was cut at the beginning is no line.
        const whole = text.slice(size > length ? text.indexOf('\n') + 1 : 0, text.lastIndexOf('\n') + 1);
        return whole === '' ? [] : whole.replace(/\n$/, '').split('\n').slice(-lines);
      } finally {
        await handle?.close();
      }
    },
  };
}

async function look(file: string): Promise<FileLook | 'missing' | null> {
  try {
    const { ino, dev, size, mtimeMs } = await stat(file);
    return { inode: ino, device: dev, size, modified: Math.floor(mtimeMs / 1000) };
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR') ? 'missing' : null;
  }
}

/** A link inside of another root leads out of it when it is followed from here. */
async function hasLink(root: string, file: string): Promise<boolean> {
  for (let at = file; at !== '/' && at !== '.'; at = path.posix.dirname(at)) {
    const found = await lstat(`${root}${at}`).catch(() => null);
    if (found?.isSymbolicLink()) {
      return true;
    }
  }
  return false;
}
