import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { createLogClock } from './createLogClock';
import { fingerprint } from './filePosition';
import type { FilePosition } from './filePosition';
import { fileId, NoRegularFile, openLogFile } from './openLogFile';
import type { LogFile } from './openLogFile';
import { readHeader } from './readHeader';
import type { LogHeader } from './readHeader';

const COMPRESSED = /\.(?:gz|xz|bz2|zst|lz4|Z)$/;
/** Names that logrotate gives, with a number or a date. */
const ROTATED = /^[.-]\d{1,8}(?:-\d{1,10})?$/;
/** So short a beginning is not unlike others. */
const TELLING_BYTES = 20;
const FIRST_BYTES = 65_536;

/** Which file a position is in: the log itself, or one it was renamed or copied to. Null when there is none. */
export async function findPositioned(logPath: string, position: Pick<FilePosition, 'id' | 'length' | 'print' | 'offset'>): Promise<LogFile | null> {
  const itself = await openOrNull(logPath);
  if (itself && (await holds(itself, position))) {
    return itself;
  }
  await itself?.close();
  let copy: LogFile | null = null;
  for (const sibling of await siblingsOf(logPath)) {
    const file = await openOrNull(sibling);
    const isFound = file !== null && (await holds(file, position));
    if (isFound && file.id === position.id) {
      await copy?.close();
      return file;
    }
    if (isFound && copy === null) {
      copy = file;
    } else {
      await file?.close();
    }
  }
  return copy;
}

/** After the file `readId`, whose last record was written at `at`: the oldest rotated log that begins later; null when the log itself is next. */
export async function findNextRotated(logPath: string, readId: string | null, at: number, zone: { timeZone: string | null; now: () => number }): Promise<LogFile | null> {
  let best: { file: LogFile; begins: number } | null = null;
  for (const sibling of (await siblingsOf(logPath)).filter((name) => ROTATED.test(name.slice(logPath.length)))) {
    const file = await openOrNull(sibling);
    const begins = file && file.id !== readId ? await firstTime(file, at, zone) : null;
    if (file && begins !== null && begins >= at && (best === null || begins < best.begins)) {
      await best?.file.close();
      best = { file, begins };
    } else {
      await file?.close();
    }
  }
  return best?.file ?? null;
}

const MOST_LOOKS = 10;

/** A rotation renames one file after the other: whatever is looked for meanwhile may be missed, so that it is looked for again. */
export async function lookStill(logPath: string, look: () => Promise<LogFile | null>): Promise<LogFile | null> {
  let before = await whereAll(logPath);
  for (let looks = 1; ; looks++) {
    const found = await look();
    const after = await whereAll(logPath);
    if (after === before || looks === MOST_LOOKS) {
      return found;
    }
    await found?.close();
    before = after;
  }
}

async function whereAll(logPath: string): Promise<string> {
  const places = [logPath, ...(await siblingsOf(logPath)).sort()];
  return JSON.stringify(await Promise.all(places.map(async (place) => [place, (await whatIsAt(place))?.id])));
}

/** Device and inode of what is at a path now, with its size; null when nothing is. */
export async function whatIsAt(logPath: string): Promise<{ id: string; size: number } | null> {
  try {
    const stats = await stat(logPath, { bigint: true });
    return { id: fileId(stats), size: Number(stats.size) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return null;
    }
    throw error;
  }
}

async function holds(file: LogFile, { id, length, print, offset }: Pick<FilePosition, 'id' | 'length' | 'print' | 'offset'>): Promise<boolean> {
  const telling = length >= TELLING_BYTES || file.id === id;
  return telling && file.head().length >= length && fingerprint(file.head(), length) === print && (await file.stat()).size >= offset;
}

/** What is at a log's path and at those it was rotated to, newest first; `compressed` when some of them can only be read once they are unpacked. */
export async function listLogs(logPath: string): Promise<{ logs: Array<{ path: string; id: string }>; compressed: boolean }> {
  const names = (await readdir(path.dirname(logPath)).catch(() => [])).filter((name) => name.startsWith(path.basename(logPath)));
  const endings = names.map((name) => name.slice(path.basename(logPath).length));
  const present = [logPath, ...endings.filter((ending) => ROTATED.test(ending)).map((ending) => logPath + ending)];
  const found = await Promise.all(
    present.map(async (place) => {
      const stats = await stat(place, { bigint: true }).catch(() => null);
      return stats?.isFile() === false || stats === null ? [] : [{ path: place, id: fileId(stats), modified: place === logPath ? Infinity : Number(stats.mtimeMs) }];
    })
  );
  const logs = found.flat().sort((a, b) => b.modified - a.modified);
  return { logs, compressed: endings.some((ending) => COMPRESSED.test(ending) && ROTATED.test(ending.replace(COMPRESSED, ''))) };
}

/** UTC epoch seconds; null when no record is in sight. */
async function firstTime(file: LogFile, at: number, { timeZone, now }: { timeZone: string | null; now: () => number }): Promise<number | null> {
  const header = await firstHeader(file);
  return header && createLogClock(timeZone, null, now).resolve(header.time, at);
}

/** Null when no record is in sight. */
export async function firstHeader(file: Pick<LogFile, 'read'>): Promise<LogHeader | null> {
  const buffer = Buffer.alloc(FIRST_BYTES);
  const lines = buffer.toString('utf8', 0, await file.read(buffer, 0)).split('\n');
  for (const line of lines) {
    const header = readHeader(line, null);
    if (header !== null && header !== 'foreign') {
      return header;
    }
  }
  return null;
}

async function siblingsOf(logPath: string): Promise<string[]> {
  const directory = path.dirname(logPath);
  const base = path.basename(logPath);
  const names = await readdir(directory).catch(() => []);
  return names.filter((name) => name !== base && name.startsWith(base) && !COMPRESSED.test(name)).map((name) => path.join(directory, name));
}

async function openOrNull(file: string): Promise<LogFile | null> {
  try {
    return await openLogFile(file);
  } catch (error) {
    if (error instanceof NoRegularFile || (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES'))) {
      return null;
    }
    throw error;
  }
}
