import { statfs } from 'node:fs/promises';
import type { DiskSpacePort } from '../services/ports/hostPorts';

export function createDiskSpace({ folder }: { folder: string }): DiskSpacePort {
  return {
    async space() {
      const found = await statfs(folder).catch(() => null);
      return found && { free: found.bavail * found.bsize, total: found.blocks * found.bsize };
    },
  };
}
