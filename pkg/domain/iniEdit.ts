import { columnOf, commentAt, DELIMITER, HEADER, withoutComment } from './iniLine';
import { strip, stripEnd } from './pythonText';

/** A line of a file in fail2ban's dialect of ini, told apart as Python's configparser does. */
interface Line {
  text: string;
  /** Without comment and blanks; of an `option` what stands behind its name. */
  value: string;
  kind: 'section' | 'option' | 'more' | 'comment' | 'blank' | 'other';
  section: string | null;
  /** In lower case; of a `more` line that of the option it continues. */
  option: string | null;
}

const INDENT = '    ';

/** Options by section; each value as its lines, without comments and blank lines. */
export type IniOptions = Map<string, Map<string, string[]>>;

function linesOf(text: string): Line[] {
  let section: string | null = null;
  let option: string | null = null;
  let indent = 0;
  return text.split(/\r\n|\r|\n/).map((line): Line => {
    const { value, hasComment } = withoutComment(line);
    if (value === '') {
      return { text: line, kind: hasComment ? 'comment' : 'blank', value, section, option };
    }
    const depth = columnOf(line);
    if (option !== null && depth > indent) {
      return { text: line, kind: 'more', value, section, option };
    }
    indent = depth;
    const name = HEADER.exec(value)?.[1];
    if (name !== undefined) {
      [section, option] = [name, null];
      return { text: line, kind: 'section', value, section, option };
    }
    const delimiter = value.search(DELIMITER);
    option = delimiter > 0 ? stripEnd(value.slice(0, delimiter)).toLowerCase() : null;
    return { text: line, kind: option === null ? 'other' : 'option', value: strip(value.slice(delimiter + 1)), section, option };
  });
}

/** What each section says, as it stands there: nothing is put in place of `%(…)s`. The last one counts where a name stands twice. */
export function readOptions(text: string): IniOptions {
  const sections: IniOptions = new Map();
  for (const { value, kind, section, option } of linesOf(text)) {
    if (section === null) {
      continue;
    }
    const options = sections.get(section) ?? new Map<string, string[]>();
    sections.set(section, options);
    if (kind === 'option' && option !== null) {
      options.set(option, [value]);
    } else if (kind === 'more' && option !== null) {
      options.get(option)?.push(value);
    }
  }
  for (const options of sections.values()) {
    options.forEach((value, option) => options.set(option, value.filter((line, at) => line !== '' || (at === 0 && value.length === 1))));
  }
  return sections;
}

/** Lines without a meaning: what stands before the first section, or is neither option nor comment. */
export function strayLines(text: string): number[] {
  return linesOf(text).flatMap(({ kind, section }, at) => (kind === 'other' || (section === null && kind !== 'blank' && kind !== 'comment') ? [at + 1] : []));
}

/**
 * Sets options of one section, each value as its lines, and takes out those that are null. Everything else stays as it is: comments, order, blank
 * lines and what is not understood. A missing section comes at the end.
 */
export function setOptions(text: string, section: string, changes: Readonly<Record<string, readonly string[] | null>>): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  let lines = linesOf(text);
  for (const [name, value] of Object.entries(changes)) {
    lines = changed(lines, section, name.toLowerCase(), value);
  }
  return joined(lines, end);
}

function changed(lines: Line[], section: string, option: string, value: readonly string[] | null): Line[] {
  const at = lines.findIndex((line) => line.kind === 'option' && line.section === section && line.option === option);
  const header = lines[at];
  if (header !== undefined) {
    const rest = lines.filter((line, index) => index !== at && !(line.kind === 'more' && line.section === section && line.option === option));
    return value === null ? rest : inserted(rest, at, written({ old: header.text, indent: indentOf(header.text) }, section, option, value));
  }
  if (value === null) {
    return lines;
  }
  if (!lines.some((line) => line.kind === 'section' && line.section === section)) {
    const before = trimmedEnd(lines);
    const gap: Line[] = before.length === 0 ? [] : [{ text: '', kind: 'blank', value: '', section: null, option: null }];
    return [...before, ...gap, { text: `[${section}]`, kind: 'section', value: `[${section}]`, section, option: null }, ...written({ old: null, indent: '' }, section, option, value), { text: '', kind: 'blank', value: '', section, option: null }];
  }
  const end = lines.findLastIndex((line) => line.section === section && line.kind !== 'blank' && line.kind !== 'comment') + 1;
  // Deeper than the option before it, it would be read as a part of that.
  const neighbour = lines.findLast((line) => line.kind === 'option' && line.section === section);
  return inserted(withHeaderInFront(lines, end), end, written({ old: null, indent: indentOf(neighbour?.text ?? '') }, section, option, value));
}

const indentOf = (text: string): string => text.slice(0, columnOf(text));

/** A section that is indented would go on with the value that comes before it now. */
function withHeaderInFront(lines: readonly Line[], from: number): Line[] {
  const at = lines.findIndex(({ kind }, index) => index >= from && kind === 'section');
  return lines.map((line, index) => (index === at ? { ...line, text: line.text.slice(columnOf(line.text)) } : line));
}

function written({ old, indent }: { old: string | null; indent: string }, section: string, option: string, [first = '', ...more]: readonly string[]): Line[] {
  const start = (old === null ? null : /^[^=:]*[=:][ \t]*/.exec(old)?.[0]) ?? `${indent}${option} = `;
  const comment = old !== null && more.length === 0 && commentAt(old) !== -1 ? old.slice(stripEnd(old.slice(0, commentAt(old))).length) : '';
  const opening = stripEnd(`${start === old ? `${start} ` : start}${first}${comment}`);
  return [{ text: opening, kind: 'option', value: first, section, option }, ...more.map((line): Line => ({ text: `${indent}${INDENT}${line}`, kind: 'more', value: line, section, option }))];
}

/**
 * Whether a changed text says the same as before but for these options of one section, and those exactly as given (null: not at all). `changes` null:
 * but for the section as a whole. How lines are indented can make something else of what was written.
 */
export function differsOnlyIn(before: string, after: string, section: string, changes: Readonly<Record<string, readonly string[] | null>> | null): boolean {
  const expected = readOptions(before);
  const options = expected.get(section) ?? new Map<string, string[]>();
  for (const [name, value] of Object.entries(changes ?? {})) {
    value === null ? options.delete(name.toLowerCase()) : options.set(name.toLowerCase(), [...value]);
  }
  changes === null ? expected.delete(section) : expected.set(section, options);
  return fingerprint(expected) === fingerprint(readOptions(after)) && strayLines(after).length <= strayLines(before).length;
}

function fingerprint(sections: IniOptions): string {
  const said = [...sections].filter(([, options]) => options.size > 0).map(([section, options]) => [section, [...options].sort(([one], [other]) => (one < other ? -1 : 1))] as const);
  return JSON.stringify(said.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Takes out a section with its options; comments behind the last of them stay. */
export function removeSection(text: string, section: string): string {
  const lines = linesOf(text);
  const last = lines.findLastIndex((line) => line.section === section && line.kind !== 'blank' && line.kind !== 'comment');
  const kept = withHeaderInFront(lines, last + 1).filter((line, at) => line.section !== section || at > last);
  return joined(kept, text.includes('\r\n') ? '\r\n' : '\n');
}

/** True when no section has an option left. */
export function saysNothing(text: string): boolean {
  return linesOf(text).every(({ kind }) => kind !== 'option' && kind !== 'more' && kind !== 'other');
}

function inserted(lines: readonly Line[], at: number, fresh: readonly Line[]): Line[] {
  return [...lines.slice(0, at), ...fresh, ...lines.slice(at)];
}

function trimmedEnd(lines: readonly Line[]): Line[] {
  return lines.slice(0, lines.findLastIndex(({ kind }) => kind !== 'blank') + 1);
}

function joined(lines: readonly Line[], end: string): string {
  const kept = trimmedEnd(lines);
  return kept.length === 0 ? '' : `${kept.map(({ text }) => text).join(end)}${end}`;
}
