import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, readlink, realpath } from 'node:fs/promises';
import type { LogView } from '../contract/filterLab';
import type { JailLogFilesPort } from '../services/ports/jailLogFilesPort';

type Refusal = Exclude<LogView, 'readable'>;
const MOST_LINE = 64 * 1024;

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
      const { size } = await handle.stat();
      const start = await lineStart(handle, Math.max(0, size - bytes));
      // As far as it goes now: a log that grows all the time has an end all the same.
      const chunks = size > start ? handle.createReadStream({ start, end: size - 1, autoClose: false }) : none();
      return await read({ size, cut: start > 0, chunks });
    } finally {
      await handle.close();
    }
  };

  return {
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
