import { describe, expect, it } from 'vitest';
import { ReadError } from '../python/ReadError';
import { parseIni } from './parseIni';

const FILE = '/etc/fail2ban/jail.d/own.local';

function refusal(text: string) {
  try {
    parseIni(text, FILE);
  } catch (error) {
    return error instanceof ReadError ? { message: error.message, line: error.place?.line, file: error.place?.file } : error;
  }
  return null;
}

describe('one file of the configuration', () => {
  it('has options with the line of each row', () => {
    const { defaults, sections } = parseIni('# a comment\n[DEFAULT]\nBanTime : 5 ; five\n[sshd]\nignoreip =\n\n  # not this\n  1.1.1.1\n\n  2.2.2.2\n', FILE);
    expect(defaults.get('bantime')).toEqual({ value: '5', origin: { file: FILE, line: 3, lines: [3], section: 'DEFAULT' } });
    expect(sections.get('sshd')?.get('ignoreip')).toEqual({ value: '\n\n1.1.1.1\n\n2.2.2.2', origin: { file: FILE, line: 5, lines: [5, 6, 8, 9, 10], section: 'sshd' } });
  });

  it.each([
    ['an option twice', '[a]\nx = 1\n[b]\nx = 1\nX = 2\n', 5, `While reading from '${FILE}' [line  5]: option 'x' in section 'b' already exists`],
    ['a section twice', '[a]\n[b]\n[a]\n', 3, `While reading from '${FILE}' [line  3]: section 'a' already exists`],
    ['no section', '\n# x\nx = 1\n', 3, `File contains no section headers.\nfile: '${FILE}', line: 3\n'x = 1\\n'`],
    ['what is no option', '[a]\nx = 1\nthis is garbage\n = y', 3, `Source contains parsing errors: '${FILE}'\n\t[line  3]: 'this is garbage\\n'`],
    ['a value without a name', '[a]\n= 1\n', 2, `Source contains parsing errors: '${FILE}'\n\t[line  2]: '= 1\\n'`],
  ])('is refused for %s, with its line', (_what, text, line, message) => {
    expect(refusal(text)).toEqual({ message, line, file: FILE });
  });
});
