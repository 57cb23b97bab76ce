import { invalidInput } from '../../domain/errors';
import { END, MAX_REQUEST_BYTES } from './wire';

export type CommandArgument = string | number | CommandArgument[];

const END_BYTES = END.toString('latin1');
const EMPTY_LIST_MARK = '](';
const APPENDS = 'e';
const STOP = '.';

/** A request as fail2ban reads it: a pickled list and the end marker. Throws INVALID_INPUT for what must not be sent. */
export function encodeCommand(args: readonly CommandArgument[]): Buffer {
  const pickle = listOf(args) + STOP;
  if (pickle.includes(END_BYTES)) {
    throw invalidInput('command', 'A command must not contain the end marker of the fail2ban protocol.');
  }
  if (pickle.length + END.length > MAX_REQUEST_BYTES) {
    throw invalidInput('command', `A command must not be longer than ${MAX_REQUEST_BYTES} bytes.`);
  }
  return Buffer.from(pickle + END_BYTES, 'latin1');
}

/** Bytes are put together as a text of one character each: fail2ban waits for the last command of a poll to be encoded. */
function listOf(items: readonly CommandArgument[]): string {
  let bytes = EMPTY_LIST_MARK;
  for (const item of items) {
    bytes += typeof item === 'string' ? textOf(item) : typeof item === 'number' ? integerOf(item) : listOf(item);
  }
  return bytes + APPENDS;
}

/** BINUNICODE: fail2ban compares text with text, so bytes would match no command. */
function textOf(text: string): string {
  const utf8 = Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1');
  return `X${fourBytes(utf8.length)}${utf8}`;
}

/** BININT. */
function integerOf(value: number): string {
  if (!Number.isInteger(value) || value < -0x80000000 || value > 0x7fffffff) {
    throw invalidInput('command', 'A number in a command must be a whole number of 32 bits.');
  }
  return `J${fourBytes(value)}`;
}

/** The smallest first. */
function fourBytes(value: number): string {
  return String.fromCharCode(value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >> 24) & 255);
}
