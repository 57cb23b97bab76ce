import { columnOf, DELIMITER, HEADER, withoutComment } from '../../../domain/iniLine';
import { linesOf, strip, stripEnd } from '../../../domain/pythonText';
import { ReadError } from '../python/ReadError';
import { repr } from '../python/pythonValue';
import type { Entry, Section } from './section';
import { DEFAULT_SECTION } from './section';

/** One file, before anything is merged or interpolated. */
export interface IniFile {
  defaults: Section;
  sections: Map<string, Section>;
}

interface Open {
  entry: Entry;
  rows: string[];
  lines: number[];
}

/**
 * Reads a file as Python's configparser does with fail2ban's settings: strict, `;` after a blank begins a comment, values go on in indented lines.
 * Throws ReadError with the line for what makes fail2ban refuse everything.
 */
export function parseIni(text: string, file: string): IniFile {
  const defaults: Section = new Map();
  const sections = new Map<string, Section>();
  const open: Open[] = [];
  const bad: Array<{ line: number; text: string }> = [];
  let section: Section | null = null;
  let sectionName = '';
  let current: Open | null = null;
  let indent = 0;

  const refuse = (line: number, what: string) => new ReadError('config', `While reading from ${repr(file)} [line ${String(line).padStart(2)}]: ${what} already exists`, { file, line });

  linesOf(text).forEach((raw, index) => {
    const line = index + 1;
    const { value, hasComment } = withoutComment(raw);
    if (value === '') {
      if (!hasComment && current) {
        current.rows.push('');
        current.lines.push(line);
      }
      return;
    }
    const column = columnOf(raw);
    if (current && column > indent) {
      current.rows.push(value);
      current.lines.push(line);
      return;
    }
    indent = column;
    const header = HEADER.exec(value)?.[1];
    if (header !== undefined) {
      if (sections.has(header)) {
        throw refuse(line, `section ${repr(header)}`);
      }
      section = header === DEFAULT_SECTION ? defaults : new Map<string, Entry>();
      header === DEFAULT_SECTION || sections.set(header, section);
      sectionName = header;
      current = null;
      return;
    }
    if (!section) {
      throw new ReadError('config', `File contains no section headers.\nfile: ${repr(file)}, line: ${line}\n${repr(raw)}`, { file, line });
    }
    const delimiter = value.search(DELIMITER);
    if (delimiter <= 0) {
      bad.push({ line, text: raw });
    }
    if (delimiter === -1) {
      return;
    }
    const key = stripEnd(value.slice(0, delimiter)).toLowerCase();
    if (section.has(key)) {
      throw refuse(line, `option ${repr(key)} in section ${repr(sectionName)}`);
    }
    const lines = [line];
    const entry: Entry = { value: '', origin: { file, line, lines, section: sectionName } };
    section.set(key, entry);
    const opened = { entry, rows: [strip(value.slice(delimiter + 1))], lines };
    open.push(opened);
    current = key === '' ? null : opened;
  });

  for (const { entry, rows } of open) {
    entry.value = stripEnd(rows.join('\n'));
  }
  const [firstBad] = bad;
  if (firstBad) {
    const told = bad.map(({ line, text: said }) => `\n\t[line ${String(line).padStart(2)}]: ${repr(said)}`);
    throw new ReadError('config', `Source contains parsing errors: ${repr(file)}${told.join('')}`, { file, line: firstBad.line });
  }
  return { defaults, sections };
}
