import { createEventReader } from './createEventReader';
import { createLineSplitter } from './createLineSplitter';
import type { LogClock } from './createLogClock';
import { createRecordAssembler } from './createRecordAssembler';
import type { RawRecord } from './createRecordAssembler';
import type { Judged } from './createUnbanJudge';
import { fingerprint, HEAD_BYTES } from './filePosition';
import type { FilePosition } from './filePosition';
import type { LogFile } from './openLogFile';
import type { LogForm } from './readHeader';
import type { ServerLife } from './serverLife';

/** Behind a record; all that a position is made of. */
export interface FileMark {
  file: Pick<LogFile, 'id' | 'head'>;
  offset: number;
  at: number | null;
  form: LogForm | null;
  life: ServerLife;
  live: boolean;
}

export interface FileReader {
  /** What follows are the bytes of `file` from `offset` on. What was open of the file before is whole. */
  begin(file: Pick<LogFile, 'id' | 'head'>, offset: number): void;
  /** `notBefore`: UTC epoch seconds before which nothing of this was written, if known. `live`: it was written just now. */
  push(bytes: Buffer, hint: { live: boolean; notBefore: number | null }): void;
  /** The record that is open is whole, as nothing more was written for a while. */
  endRecord(hint: { live: boolean; notBefore: number | null }): void;
  /** The file was emptied: a line that was read in part will never be completed. */
  dropRest(): void;
  settleAll(): void;
  take(max: number): Array<Judged<FileMark>>;
  offset(): number;
  /** Behind the last whole line. */
  lineOffset(): number;
  waitsFor(): { record: boolean; restOfLine: boolean; verdict: boolean; nothing: boolean };
  /** How many records of fail2ban it saw. */
  records(): number;
}

/** Turns bytes of a log file, and of those that follow it, into events with their places. */
export function createFileReader({ clock, form, life }: { clock: LogClock; form: LogForm | null; life: ServerLife }): FileReader {
  const reader = createEventReader<FileMark>(life, clock);
  let file: Pick<LogFile, 'id' | 'head'> = { id: '', head: () => Buffer.alloc(0) };
  let lines = createLineSplitter(0);
  let lineOffset = 0;
  let hint: { live: boolean; notBefore: number | null } = { live: false, notBefore: null };
  let records = 0;
  const assembler = createRecordAssembler(form, accept);

  function accept({ header, end }: RawRecord): void {
    const markOf = (at: number | null) => (current: ServerLife): FileMark => ({ file, offset: end, at, form: assembler.form(), life: current, live: hint.live });
    if (header === null) {
      reader.skip(markOf(clock.last()));
      return;
    }
    records++;
    const at = clock.resolve(header.time, hint.notBefore);
    reader.record({ at, level: header.level, message: header.message }, markOf(at));
  }

  function finish(): void {
    const rest = lines.finish();
    if (rest) {
      assembler.push(rest);
    }
    assembler.flush();
  }

  return {
    begin(next, offset) {
      finish();
      file = next;
      lines = createLineSplitter(offset);
      lineOffset = offset;
      reader.skip((current) => ({ file, offset, at: clock.last(), form: assembler.form(), life: current, live: hint.live }));
    },
    push(bytes, given) {
      hint = given;
      lines.push(bytes, (line) => {
        lineOffset = line.end;
        assembler.push(line);
      });
    },
    endRecord(given) {
      hint = given;
      assembler.flush();
    },
    dropRest() {
      lines = createLineSplitter(lines.offset());
    },
    settleAll: reader.settleAll,
    take: reader.take,
    offset: () => lines.offset(),
    lineOffset: () => lineOffset,
    waitsFor: () => ({ record: assembler.isOpen(), restOfLine: lines.hasRest(), verdict: reader.isHolding(), nothing: reader.isEmpty() && !assembler.isOpen() }),
    records: () => records,
  };
}

export function positionOf({ file, offset, at, form, life }: FileMark): FilePosition {
  const length = Math.min(offset, file.head().length, HEAD_BYTES);
  return { kind: 'file', id: file.id, length, print: fingerprint(file.head(), length), offset, at, form, ...life };
}
