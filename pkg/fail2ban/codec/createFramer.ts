import { END, MAX_REPLY_BYTES, protocolError } from './wire';

/** Cuts a byte stream into messages. */
export interface Framer {
  /** The messages that `chunk` completes, without their end marker. Throws FAIL2BAN_PROTOCOL_ERROR for one that is too long. */
  push(chunk: Buffer): Buffer[];
}

const NOTHING = Buffer.alloc(0);
const OVERLAP = END.length - 1;

/** Each byte is searched once or twice, however the stream is split: only the last 16 bytes can begin a marker that a later chunk ends. */
export function createFramer(maxBytes = MAX_REPLY_BYTES): Framer {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let tail: Buffer = NOTHING;

  function keep(chunk: Buffer): void {
    if (pendingBytes + chunk.length > maxBytes + OVERLAP) {
      throw protocolError('it is longer than any list of bans');
    }
    pending.push(chunk);
    pendingBytes += chunk.length;
    tail = (chunk.length >= OVERLAP ? chunk : Buffer.concat([tail, chunk])).subarray(-OVERLAP);
  }

  function take(chunk: Buffer, length: number): Buffer {
    const message = pendingBytes === 0 ? chunk.subarray(0, length) : Buffer.concat([...pending, chunk]).subarray(0, length);
    pending = [];
    pendingBytes = 0;
    tail = NOTHING;
    return message;
  }

  return {
    push(chunk) {
      const messages: Buffer[] = [];
      let rest = chunk;
      for (;;) {
        const overlap = tail.length;
        const found = overlap === 0 ? rest.indexOf(END) : Buffer.concat([tail, rest]).indexOf(END);
        if (found < 0) {
          break;
        }
        const used = found - overlap + END.length;
        const length = pendingBytes + used - END.length;
        if (length > maxBytes) {
          throw protocolError('it is longer than any list of bans');
        }
        messages.push(take(rest.subarray(0, used), length));
        rest = rest.subarray(used);
      }
      if (rest.length > 0) {
        keep(rest);
      }
      return messages;
    },
  };
}
