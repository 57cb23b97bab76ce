import { invalidInput } from '../../domain/errors';
import { END, MAX_REQUEST_BYTES } from './wire';

export type CommandArgument = string | number | CommandArgument[];

const EMPTY_LIST_MARK = Buffer.from('](');
const APPENDS = Buffer.from('e');
const STOP = Buffer.from('.');

/** A request as fail2ban reads it: a pickled list and the end marker. Throws INVALID_INPUT for what must not be sent. */
export function encodeCommand(args: readonly CommandArgument[]): Buffer {
  const parts: Buffer[] = [];
  pushList(parts, args);
  parts.push(STOP);
  const pickle = Buffer.concat(parts);
  if (pickle.includes(END)) {
    throw invalidInput('command', 'A command must not contain the end marker of the fail2ban protocol.');
  }
  if (pickle.length + END.length > MAX_REQUEST_BYTES) {
    throw invalidInput('command', `A command must not be longer than ${MAX_REQUEST_BYTES} bytes.`);
  }
  return Buffer.concat([pickle, END]);
}

function pushList(parts: Buffer[], items: readonly CommandArgument[]): void {
  parts.push(EMPTY_LIST_MARK);
  for (const item of items) {
    if (typeof item === 'string') {
      pushText(parts, item);
    } else if (typeof item === 'number') {
      parts.push(encodeInteger(item));
    } else {
      pushList(parts, item);
    }
  }
  parts.push(APPENDS);
}

/** BINUNICODE: fail2ban compares text with text, so bytes would match no command. */
function pushText(parts: Buffer[], text: string): void {
  const bytes = Buffer.from(text);
  const head = Buffer.allocUnsafe(5);
  head[0] = 0x58;
  head.writeUInt32LE(bytes.length, 1);
  parts.push(head, bytes);
}

/** BININT. */
function encodeInteger(value: number): Buffer {
  if (!Number.isInteger(value) || value < -0x80000000 || value > 0x7fffffff) {
    throw invalidInput('command', 'A number in a command must be a whole number of 32 bits.');
  }
  const bytes = Buffer.allocUnsafe(5);
  bytes[0] = 0x4a;
  bytes.writeInt32LE(value, 1);
  return bytes;
}
