import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** More than this of one packed log is not looked through: a small file can unpack to any size. */
const MOST_UNPACKED = 256 * 1024 * 1024;
const CHUNK = 64 * 1024;

async function* gunzipped(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const { size } = await handle.stat();
  if (size === 0) {
    return;
  }
  const gunzip = createGunzip();
  // What goes wrong is told to who reads.
  const fed = pipeline(packed(handle, size), gunzip).catch(() => {});
  try {
    yield* gunzip;
  } finally {
    gunzip.destroy();
    await fed;
  }
}

async function* packed(handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; ) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(CHUNK), 0, Math.min(CHUNK, size - at), at);
    if (bytesRead === 0) {
      return;
    }
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** How many bytes a packed log has; null when it cannot be unpacked, or is too large. */
export async function unpackedSize(handle: FileHandle, most = MOST_UNPACKED): Promise<number | null> {
  let size = 0;
  try {
    for await (const chunk of gunzipped(handle)) {
      size += chunk.length;
      if (size > most) {
        return null;
      }
    }
    return size;
  } catch {
    return null;
  }
}

/** A packed log from the first line on that begins at `from` or later. */
export async function* unpacked(handle: FileHandle, from: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  let isWhole = from === 0;
  for await (const chunk of gunzipped(handle)) {
    const skipped = Math.max(0, from - 1 - at);
    at += chunk.length;
    if (isWhole) {
      yield chunk;
      continue;
    }
    const end = skipped < chunk.length ? chunk.indexOf(10, skipped) : -1;
    if (end >= 0) {
      isWhole = true;
      yield chunk.subarray(end + 1);
    }
  }
}
