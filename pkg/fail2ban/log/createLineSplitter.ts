/** A line without its end; `end` is the offset in bytes behind that end. */
export interface Line {
  text: string;
  end: number;
}

export interface LineSplitter {
  /** Takes the bytes that follow those before; calls back for each line they complete. */
  push(bytes: Buffer, onLine: (line: Line) => void): void;
  /** The rest as a line, for a file that gets no more. */
  finish(): Line | null;
  /** Where the next byte belongs. */
  offset(): number;
  /** True in the middle of a line. */
  hasRest(): boolean;
}

const NEWLINE = 10;
/** Of a longer line so much is kept; all of it is skipped. */
const MAX_LINE = 65_536;

/** Lines of a file from byte `offset` on. Bytes that are no UTF-8 become U+FFFD. */
export function createLineSplitter(offset: number): LineSplitter {
  let rest: Buffer[] = [];
  let kept = 0;
  let pending = false;

  function keep(bytes: Buffer): void {
    pending ||= bytes.length > 0;
    const wanted = bytes.subarray(0, MAX_LINE - kept);
    if (wanted.length > 0) {
      rest.push(wanted);
      kept += wanted.length;
    }
  }

  function take(): string {
    const [only] = rest;
    const text = rest.length === 1 && only ? only.toString('utf8') : Buffer.concat(rest).toString('utf8');
    rest = [];
    kept = 0;
    pending = false;
    return text;
  }

  return {
    push(bytes, onLine) {
      const start = offset;
      let from = 0;
      for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
        keep(bytes.subarray(from, at));
        from = at + 1;
        offset = start + from;
        onLine({ text: take(), end: offset });
      }
      // A copy: the buffer of the chunk is used again.
      keep(Buffer.from(bytes.subarray(from)));
      offset = start + bytes.length;
    },
    finish: () => (pending ? { text: take(), end: offset } : null),
    offset: () => offset,
    hasRest: () => pending,
  };
}
