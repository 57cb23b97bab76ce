import { invalidInput } from './errors';

const SHAPE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** Section names with a meaning of their own in fail2ban's configuration files. */
const RESERVED = new Set(['DEFAULT', 'INCLUDES', 'Definition', 'Init', 'KNOWN']);
/** What `set` and `get` on the socket take for the server itself, not for a jail. */
const OF_SERVER = new Set(['loglevel', 'logtarget', 'syslogsocket', 'allowipv6', 'thread', 'dbfile', 'dbmaxmatches', 'dbpurgeage']);

export function isJailName(name: string): boolean {
  return SHAPE.test(name) && !RESERVED.has(name) && !OF_SERVER.has(name);
}

/** Throws INVALID_INPUT for what cannot safely name a jail on the socket and in a file. */
export function assertJailName(name: string, field = 'jail'): void {
  if (!isJailName(name)) {
    throw invalidInput(field, 'A jail name has 1 to 64 letters, digits, "_", "." or "-" and starts with a letter or digit. Words that mean something else to fail2ban, such as "logtarget", are none.');
  }
}

/** What a configuration is tried out on; it never runs, and is no jail to anybody. */
export const SCRATCH_JAIL = 'zz-scratch';

export function isScratchJail(name: string): boolean {
  return name.startsWith(SCRATCH_JAIL);
}
