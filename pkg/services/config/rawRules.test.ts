import { describe, expect, it } from 'vitest';
import { assertRawEdit } from './rawRules';

/** By whoever may change what runs as root, too: this is no way to say it. */
const refused: Array<[string, string, string, RegExp]> = [
  ['a purge age of two lines, which fail2ban joins and evaluates', 'fail2ban.d/x.local', "[Definition]\ndbpurgeage = 1\n    0 if __import__('os') else 1\n", /one line/],
  ['a switch of two lines', 'jail.d/x.local', '[sshd]\nenabled = true\n    false\n', /one line/],
  ['a line separator, which ends a line for us and not for Python', 'jail.d/x.local', '[sshd]\nport = 22 #\u2028\n', /control characters/],
  ['a paragraph separator', 'jail.d/x.local', '[sshd]\nport = 22 #\u2029\n', /control characters/],
  ['a file to include that [DEFAULT] names', 'jail.d/x.local', '[DEFAULT]\nbefore = /etc/shadow\n[INCLUDES]\n', /INCLUDES/],
  ['a file to include that is not of the same folder', 'filter.d/x.local', '[INCLUDES]\nafter = ../jail.local\n', /same folder/],
  ['a name of a section with a bracket, which ends there for old Pythons', 'filter.d/x.local', '[Definition]x]\n', /must not hold "\]"/],
  ['a pattern of times that can take for ever', 'filter.d/x.local', '[Definition]\ndatepattern = ^(?:x+)+ %%Y-%%m-%%d\n', /busy/],
  ['a prefix that can take for ever', 'filter.d/x.local', '[Definition]\nprefregex = ^(?:x+y?)+<F-CONTENT>.+</F-CONTENT>$\n', /busy/],
  ['a line that would keep us busy', 'filter.d/x.local', `[Definition]\nfailregex = ${'['.repeat(100_000)}<HOST>\n`, /busy/],
];

describe('the text of a file', () => {
  it.each([
    ['made', ''],
    ['enabled', '[logtarget]\nenabled = false\n'],
  ])('must not say of a word of the server that it is a jail: %s', (_name, before) => {
    expect(() => assertRawEdit('jail.d/x.local', before, '[logtarget]\nenabled = true\n', new Set(), { allowsCommands: true })).toThrow(/logtarget/);
    expect(() => assertRawEdit('jail.d/x.local', '[logtarget]\nenabled = true\n', '', new Set(), { allowsCommands: true })).not.toThrow();
  });

  it.each(refused)('must not hold %s', (_name, path, text, words) => {
    expect(() => assertRawEdit(path, '', text, new Set(), { allowsCommands: true })).toThrow(words);
  });

  it('may keep an expression that can take for ever, of the file or of the package', () => {
    const slow = '[Definition]\nfailregex = ^(?:x+)+ <HOST>$\n';
    expect(() => assertRawEdit('filter.d/x.local', slow, `${slow}    ^a <HOST>$\n`, new Set(), { allowsCommands: true })).not.toThrow();
    expect(() => assertRawEdit('filter.d/x.local', '', slow, new Set(), { allowsCommands: true, packaged: new Set(['^(?:x+)+ <HOST>$']) })).not.toThrow();
  });

  it('may say what is right', () => {
    expect(() => assertRawEdit('fail2ban.d/x.local', '', '[Definition]\ndbpurgeage = 2d\n', new Set(), { allowsCommands: true })).not.toThrow();
  });
});
