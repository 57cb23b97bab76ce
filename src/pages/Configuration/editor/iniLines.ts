/** What a line of a file is to fail2ban; `more` goes on with the value of the option before. */
export interface IniLine {
  kind: 'section' | 'option' | 'more' | 'empty' | 'other';
  /** The section that it begins or stands in; null before the first. */
  section: string | null;
  /** Of an option, in lower case. */
  name: string | null;
}

/** The lines of a text as Python's configparser tells them apart with fail2ban's settings. */
export function iniLines(text: string): IniLine[] {
  let section: string | null = null;
  let [inOption, indent] = [false, 0];
  return text.split(/\r\n|\r|\n/).map((raw): IniLine => {
    const line = raw.replace(/(?:^|\s);.*$/, '').trim();
    if (line === '' || line.startsWith('#')) {
      return { kind: 'empty', section, name: null };
    }
    const column = raw.search(/\S/);
    if (inOption && column > indent) {
      return { kind: 'more', section, name: null };
    }
    indent = column;
    const header = /^\[(.+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      [section, inOption] = [header, false];
      return { kind: 'section', section, name: null };
    }
    const name = /^([^=:]+?)\s*[=:]/.exec(line)?.[1]?.toLowerCase() ?? null;
    inOption = name !== null || inOption;
    return { kind: name === null ? 'other' : 'option', section, name };
  });
}
