import type { PlacedLine } from './readLinesBackwards';
import { readHeader } from './readHeader';
import type { LogForm, LogHeader } from './readHeader';

/** Of a longer message so much is kept. */
const MAX_MESSAGE = 32_768;

/** Puts lines that come from the last to the first together to records: what does not begin with a header belongs to the record before it. */
export function createBackwardAssembler(form: LogForm | null): (line: PlacedLine) => (LogHeader & { start: number }) | null {
  /** Last one first. */
  let rest: string[] = [];
  let length = 0;
  return ({ text, start }) => {
    const header = readHeader(text, form);
    if (header === null) {
      rest.push(text);
      length += text.length + 1;
      while (length > MAX_MESSAGE && rest.length > 1) {
        length -= (rest.shift()?.length ?? 0) + 1;
      }
      return null;
    }
    const behind = rest.reverse();
    rest = [];
    length = 0;
    return header === 'foreign' ? null : { ...header, message: [header.message, ...behind].join('\n').slice(0, MAX_MESSAGE), start };
  };
}
