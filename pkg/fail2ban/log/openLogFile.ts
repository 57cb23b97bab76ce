import { constants } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { open } from 'node:fs/promises';
import { HEAD_BYTES } from './filePosition';

export interface LogFile {
  /** Device and inode. */
  readonly id: string;
  /** The first bytes that are known. */
  head(): Buffer;
  stat(): Promise<{ size: number; modifiedMs: number }>;
  /** How many bytes were read into `buffer`. */
  read(buffer: Buffer, offset: number): Promise<number>;
  /** False when it no longer begins as it did: it was emptied and written anew. */
  beginsAsBefore(): Promise<boolean>;
  close(): Promise<void>;
}

/** What is there is no regular file. */
export class NoRegularFile extends Error {}

export function fileId({ dev, ino }: Pick<BigIntStats, 'dev' | 'ino'>): string {
  return `${dev}:${ino}`;
}

/** Rejects with the system's error, or NoRegularFile. */
export async function openLogFile(path: string): Promise<LogFile> {
  // Without waiting for the other end, should it be a pipe.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) {
      throw new NoRegularFile(`${path} is not a regular file.`);
    }
    let head = await readHead();
    return {
      id: fileId(stats),
      head: () => head,
      async stat() {
        const { size, mtimeMs } = await handle.stat();
        return { size, modifiedMs: mtimeMs };
      },
      read: async (buffer, offset) => (await handle.read(buffer, 0, buffer.length, offset)).bytesRead,
      async beginsAsBefore() {
        const found = await readHead();
        const same = found.subarray(0, head.length).equals(head);
        head = same ? found : head;
        return same;
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }

  async function readHead(): Promise<Buffer> {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  }
}
