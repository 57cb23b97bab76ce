import { isSpace, SPACE, strip } from './pythonText';

/** How Python's configparser takes a line without its comment. The first bracket that closes is not the end of a name. */
export const HEADER = /^\[(.+)\]/s;
export const DELIMITER = /[=:]/;
const FIRST = new RegExp(`[^${SPACE}]`);

/** Where the comment of a line begins, -1 without one. fail2ban lets "#" and ";" begin one at the start of a line, and ";" behind a blank as well. */
export function commentAt(line: string): number {
  const column = columnOf(line);
  if (line[column] === '#' || line[column] === ';') {
    return column;
  }
  for (let at = line.indexOf(';'); at !== -1; at = line.indexOf(';', at + 1)) {
    if (isSpace(line[at - 1])) {
      return at;
    }
  }
  return -1;
}

export function withoutComment(line: string): { value: string; hasComment: boolean } {
  const at = commentAt(line);
  return { value: strip(at === -1 ? line : line.slice(0, at)), hasComment: at !== -1 };
}

/** How far a line is indented, in characters. */
export function columnOf(line: string): number {
  return Math.max(0, line.search(FIRST));
}
