import type { LogFile } from './openLogFile';

/** A line without its end; `start` is the offset of its first byte. */
export interface PlacedLine {
  text: string;
  start: number;
}

const NEWLINE = 10;
/** Of a longer line so much is kept. */
const MAX_LINE = 65_536;

/**
 * The lines before byte `end`, last one first, with each read of `buffer` those that it completes. Ends early when the file was emptied
 * meanwhile. Bytes that are no UTF-8 become U+FFFD.
 */
export async function* readLinesBackwards(file: Pick<LogFile, 'read'>, end: number, buffer: Buffer): AsyncGenerator<PlacedLine[]> {
  /** The beginning of the line that goes on behind what is read next, without its end. */
  let open: Buffer = Buffer.alloc(0);
  for (let from = end; from > 0; ) {
    const length = Math.min(buffer.length, from);
    from -= length;
    if ((await file.read(buffer.subarray(0, length), from)) < length) {
      return;
    }
    const isLast = from + length === end;
    const endsWithLine = isLast && buffer[length - 1] === NEWLINE;
    const bytes = Buffer.concat([buffer.subarray(0, endsWithLine ? length - 1 : length), open]);
    const lines: PlacedLine[] = [];
    let stop = bytes.length;
    for (let at = lastNewline(bytes, stop); at >= 0; at = lastNewline(bytes, stop)) {
      lines.push(lineOf(bytes, at + 1, stop, from));
      stop = at;
    }
    if (from === 0) {
      lines.push(lineOf(bytes, 0, stop, 0));
    }
    open = Buffer.from(bytes.subarray(0, Math.min(stop, MAX_LINE)));
    yield lines;
  }
}

function lastNewline(bytes: Buffer, before: number): number {
  return before === 0 ? -1 : bytes.lastIndexOf(NEWLINE, before - 1);
}

function lineOf(bytes: Buffer, start: number, stop: number, offset: number): PlacedLine {
  return { text: bytes.toString('utf8', start, Math.min(stop, start + MAX_LINE)), start: offset + start };
}
