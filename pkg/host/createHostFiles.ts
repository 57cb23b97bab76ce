import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import type { FileView, HostFilesPort } from '../services/ports/hostPorts';

export function createHostFiles(): HostFilesPort {
  return {
    async view(path): Promise<FileView> {
      try {
        if (!(await stat(path)).isFile()) {
          return 'no_file';
        }
        await access(path, constants.R_OK);
        return 'readable';
      } catch (error) {
        return error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'forbidden' : 'missing';
      }
    },
    async tail(path, bytes) {
      const file = await open(path, 'r').catch(() => null);
      try {
        const { size, mtimeMs } = (await file?.stat()) ?? { size: 0, mtimeMs: 0 };
        const length = Math.min(size, bytes);
        const read = await file?.read(Buffer.alloc(length), 0, length, size - length);
        return read ? { text: read.buffer.toString('utf8', 0, read.bytesRead), modifiedMs: mtimeMs } : null;
      } finally {
        await file?.close();
      }
    },
  };
}
