import type { Line } from './createLineSplitter';
import { readHeader } from './readHeader';
import type { LogForm, LogHeader } from './readHeader';

/** A record of any program; `end` is the offset in bytes behind it. `header` is null where there is nothing of fail2ban's. */
export interface RawRecord {
  header: LogHeader | null;
  end: number;
}

export interface RecordAssembler {
  push(line: Line): void;
  /** The record that is still open is whole: nothing follows it for now. */
  flush(): void;
  /** True while a record may still grow. */
  isOpen(): boolean;
  form(): LogForm | null;
}

/** Of a longer message so much is kept. */
const MAX_MESSAGE = 32_768;

/** Puts lines together to records: what does not begin with a header belongs to the record before. */
export function createRecordAssembler(knownForm: LogForm | null, onRecord: (record: RawRecord) => void): RecordAssembler {
  let form = knownForm;
  let open: { header: LogHeader; end: number } | null = null;

  function flush(): void {
    if (open) {
      const done = open;
      open = null;
      onRecord(done);
    }
  }

  function extend(text: string, end: number): void {
    if (!open) {
      onRecord({ header: null, end });
      return;
    }
    const { message } = open.header;
    if (message.length < MAX_MESSAGE) {
      open.header.message = `${message}\n${text}`.slice(0, MAX_MESSAGE);
    }
    open.end = end;
  }

  return {
    push({ text, end }) {
      const header = readHeader(text, form);
      if (header === null) {
        extend(text, end);
        return;
      }
      flush();
      if (header === 'foreign') {
        onRecord({ header: null, end });
        return;
      }
      form = header.form;
      open = { header, end };
    },
    flush,
    isOpen: () => open !== null,
    form: () => form,
  };
}
