import { open, realpath, stat } from 'node:fs/promises';
import type { ConfigHostPort } from '../services/ports/hostPorts';

const MOST_BYTES = 1024 * 1024;

export function createConfigHost(): ConfigHostPort {
  return {
    realPath: (path) => realpath(path).catch(() => null),
    logEnd: (path) => stat(path).then(({ size }) => size, () => null),
    async logSince(path, end) {
      const file = await open(path, 'r').catch(() => null);
      try {
        const size = (await file?.stat())?.size ?? 0;
        if (!file || size < end) {
          return null;
        }
        const length = Math.min(size - end, MOST_BYTES);
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, end);
        return buffer.toString('utf8', 0, bytesRead);
      } finally {
        await file?.close();
      }
    },
  };
}
