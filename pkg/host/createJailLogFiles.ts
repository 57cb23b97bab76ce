import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { lstat, open, readdir, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { LogView } from '../contract/filterLab';
import type { JailLogFilesPort, RotatedLog } from '../services/ports/jailLogFilesPort';
import { unpacked, unpackedSize } from './unpackedLog';

type Refusal = Exclude<LogView, 'readable'>;
const MOST_LINE = 64 * 1024;
/** Of logrotate, by number and by date. */
const ROTATED = /^(?:\.\d{1,3}|-\d{8}(?:-?\d{2,10})?)(?:\.gz)?$/;
const MOST_ROTATED = 8;

/** `folders`: where this process finds what may be shown; each with its links resolved when it is asked for. */
export function createJailLogFiles({ folders, proc = '/proc' }: { folders: readonly string[]; proc?: string }): JailLogFilesPort {
  async function isAllowed(real: string): Promise<boolean> {
    const allowed = await Promise.all(folders.map((folder) => realpath(folder).catch(() => null)));
    return allowed.some((folder) => folder !== null && real.startsWith(`${folder === '/' ? '' : folder}/`));
  }

  /** What was opened is asked for its place again: a folder on the way may have become a link meanwhile. */
  async function openAllowed(file: string): Promise<FileHandle | Refusal> {
    const found = await realpath(file).then((real) => ({ real }), refusalOf);
    if (typeof found === 'string') {
      return found;
    }
    const { real } = found;
    if (!(await isAllowed(real))) {
      return 'outside';
    }
    // A pipe would wait for a writer.
    const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(refusalOf);
    if (typeof handle === 'string') {
      return handle;
    }
    const opened = await readlink(`${proc}/self/fd/${handle.fd}`).catch(() => null);
    const refusal = opened !== real ? 'outside' : (await handle.stat()).isFile() ? null : 'no_file';
    if (refusal !== null) {
      await handle.close();
      return refusal;
    }
    return handle;
  }

  const stream: JailLogFilesPort['stream'] = async (file, bytes, read) => {
    const handle = await openAllowed(file);
    if (typeof handle === 'string') {
      return handle;
    }
    try {
      if (file.endsWith('.gz')) {
        const size = await unpackedSize(handle);
        return size === null ? 'broken' : await read({ size, cut: size > bytes, chunks: unpacked(handle, Math.max(0, size - bytes)) });
      }
      const { size } = await handle.stat();
      const start = await lineStart(handle, Math.max(0, size - bytes));
      // As far as it goes now: a log that grows all the time has an end all the same.
      const chunks = size > start ? handle.createReadStream({ start, end: size - 1, autoClose: false }) : none();
      return await read({ size, cut: start > 0, chunks });
    } finally {
      await handle.close();
    }
  };

  async function rotatedBeside(file: string): Promise<RotatedLog[]> {
    const folder = await realpath(path.dirname(file)).catch(() => null);
    if (folder === null || !(await isAllowed(path.join(folder, path.basename(file))))) {
      return [];
    }
    const name = path.basename(file);
    const suffixes = (await readdir(folder).catch(() => [])).flatMap((other) => (other.startsWith(name) && ROTATED.test(other.slice(name.length)) ? [other.slice(name.length)] : []));
    const found = await Promise.all(suffixes.map(async (suffix) => ({ suffix, stat: await lstat(path.join(folder, `${name}${suffix}`)).catch(() => null) })));
    return found
      .flatMap(({ suffix, stat }) => (stat?.isFile() ? [{ suffix, size: stat.size, modified: stat.mtimeMs / 1000 }] : []))
      .sort((a, b) => b.modified - a.modified)
      .slice(0, MOST_ROTATED);
  }

  return {
    rotated: rotatedBeside,
    async look(file) {
      const handle = await openAllowed(file);
      if (typeof handle === 'string') {
        return { view: handle, size: null };
      }
      try {
        return { view: 'readable', size: (await handle.stat()).size };
      } finally {
        await handle.close();
      }
    },
    tail: (file, lines, bytes) =>
      stream(file, bytes, async ({ size, cut, chunks }) => {
        const parts: Uint8Array[] = [];
        for await (const chunk of chunks) {
          parts.push(chunk);
        }
        const text = Buffer.concat(parts).toString('latin1');
        // What is not yet ended by a newline is still being written.
        const whole = text.slice(0, text.lastIndexOf('\n') + 1);
        const all = whole === '' ? [] : whole.slice(0, -1).split('\n');
        return { size, cut: cut || all.length > lines, lines: all.slice(-lines) };
      }),
    stream,
  };
}

/** Where the next line begins; `from` itself at the beginning of the file, and where no line ends in sight. */
async function lineStart(handle: FileHandle, from: number): Promise<number> {
  if (from === 0) {
    return 0;
  }
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_LINE), 0, MOST_LINE, from - 1);
  const at = buffer.subarray(0, bytesRead).indexOf(10);
  return at < 0 ? from : from + at;
}

async function* none(): AsyncGenerator<Uint8Array> {}

function refusalOf(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EACCES' || code === 'EPERM' ? 'forbidden' : code === 'ELOOP' ? 'outside' : code === 'ENXIO' || code === 'EISDIR' ? 'no_file' : 'missing';
}
