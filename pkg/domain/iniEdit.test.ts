import { describe, expect, it } from 'vitest';
import { differsOnlyIn, readOptions, removeSection, saysNothing, setOptions, strayLines } from './iniEdit';

const TEXT = `# about sshd
[sshd]
enabled = true
# a comment of maxretry
maxretry=5
failregex = ^one <HOST>$
            # within
            ^two <HOST>$

            ^three <HOST>$
this line means nothing
bantime : 10m ; why

; the end
[other]
enabled = false
`;

describe('an edit of a configuration file', () => {
  it('changes the named options and nothing else', () => {
    const edited = setOptions(TEXT, 'sshd', { maxretry: ['3'], bantime: ['1h'] });
    expect(edited).toBe(TEXT.replace('maxretry=5', 'maxretry=3').replace('bantime : 10m ; why', 'bantime : 1h ; why'));
  });

  it('writes a value of several lines, and takes the old ones out but for their comments', () => {
    const edited = setOptions(TEXT, 'sshd', { failregex: ['^a <HOST>$', '^b <HOST>$'] });
    expect(readOptions(edited).get('sshd')?.get('failregex')).toEqual(['^a <HOST>$', '^b <HOST>$']);
    expect(edited).toContain('            # within');
    expect(edited).toContain('this line means nothing');
  });

  it('adds an option behind the last of its section, and a section at the end', () => {
    expect(setOptions(TEXT, 'sshd', { findtime: ['1d'] })).toBe(TEXT.replace('bantime : 10m ; why\n', 'bantime : 10m ; why\nfindtime = 1d\n'));
    expect(setOptions(TEXT, 'new', { enabled: ['true'] })).toBe(`${TEXT}\n[new]\nenabled = true\n`);
    expect(setOptions('', 'new', { enabled: ['true'] })).toBe('[new]\nenabled = true\n');
    expect(setOptions('[sshd]\n', 'sshd', { a: ['1'], b: ['2', '3'] })).toBe('[sshd]\na = 1\nb = 2\n    3\n');
  });

  it('takes an option out with all its lines, and leaves the rest byte for byte', () => {
    expect(setOptions(TEXT, 'sshd', { maxretry: null, nosuch: null })).toBe(TEXT.replace('maxretry=5\n', ''));
    expect(readOptions(setOptions(TEXT, 'sshd', { failregex: null })).get('sshd')?.has('failregex')).toBe(false);
    expect(setOptions(TEXT, 'nosuch', { enabled: null })).toBe(TEXT);
  });

  it('takes a section out, and tells when nothing is left', () => {
    const left = removeSection(TEXT, 'sshd');
    expect([...readOptions(left).keys()]).toEqual(['other']);
    expect(left).toContain('# about sshd');
    expect(left).toContain('; the end');
    expect(saysNothing(left)).toBe(false);
    expect(saysNothing(removeSection(left, 'other'))).toBe(true);
    expect(saysNothing(setOptions('# mine\n[sshd]\nenabled = 1\n', 'sshd', { enabled: null }))).toBe(true);
  });

  it('is undone by the opposite edit', () => {
    expect(setOptions(setOptions(TEXT, 'sshd', { findtime: ['1d'] }), 'sshd', { findtime: null })).toBe(TEXT);
  });

  it.each([
    ['a value of several lines', '[a]\n    b = 1\n', { b: ['2', 'c = 3', '[d]'] }],
    ['a new option before a section', '  [a]\n  b = 1\n  [c]\n  d = 2\n', { e: ['3'] }],
    ['the first option before a section', '[a]\n    [c]\n    d = 2\n', { e: ['3', 'f = 4'] }],
    ['a new option behind options of different depths', '[a]\n      b = 1\n  c = 2\n    more\n  [d]\n e = 5\n', { f: ['3', 'g = 4'] }],
    ['an option that goes', '[a]\n    b = 1\n  c = 2\n  [d]\n  e = 3\n', { b: null }],
  ])('goes by how the file is indented: %s', (_name, text, changes: Record<string, string[] | null>) => {
    const edited = setOptions(text, 'a', changes);
    const expected = readOptions(text);
    Object.entries(changes).forEach(([name, value]) => (value === null ? expected.get('a')?.delete(name) : expected.get('a')?.set(name, value)));
    expect(readOptions(edited)).toEqual(expected);
    expect(differsOnlyIn(text, edited, 'a', changes)).toBe(true);
  });

  it('is told from one that alters more than it names', () => {
    expect(differsOnlyIn('[a]\nb = 1\n', '[a]\nb = 2\n', 'a', { b: ['2'] })).toBe(true);
    expect(differsOnlyIn('[a]\nb = 1\n', '[a]\nb = 2\nc = 3\n', 'a', { b: ['2'] })).toBe(false);
    expect(differsOnlyIn('[a]\nb = 1\n', '[a]\nb = 2\n3\n', 'a', { b: ['2'] })).toBe(false);
    expect(differsOnlyIn('[a]\nb = 1\n[c]\nd = 2\n', '[a]\nb = 2\n    [c]\n    d = 2\n', 'a', { b: ['2'] })).toBe(false);
    expect(differsOnlyIn('[a]\nb = 1\n[c]\nd = 2\n', '[c]\nd = 2\n', 'a', null)).toBe(true);
    expect(differsOnlyIn('[a]\nb = 1\n[c]\nd = 2\n', '', 'a', null)).toBe(false);
  });

  it('keeps line ends of another system', () => {
    expect(setOptions('[a]\r\nb = 1\r\n', 'a', { b: ['2'], c: ['3', '4'] })).toBe('[a]\r\nb = 2\r\nc = 3\r\n    4\r\n');
  });
});

describe('a configuration file', () => {
  it('is read as fail2ban does: continued lines, comments within, options in lower case', () => {
    const sections = readOptions(TEXT);
    expect(sections.get('sshd')?.get('failregex')).toEqual(['^one <HOST>$', '^two <HOST>$', '^three <HOST>$']);
    expect(sections.get('sshd')?.get('bantime')).toEqual(['10m']);
    expect(readOptions('[a]\nMaxRetry = 1\n  [b]\n').get('a')?.get('maxretry')).toEqual(['1', '[b]']);
    expect(strayLines(TEXT)).toEqual([11]);
    expect(strayLines('a = 1\n[b]\n')).toEqual([1]);
  });

  it.each([
    ['a comment in place of a value', '[a]\nx = ;c\n', { a: { x: [''] } }],
    ['a bracket within a name', '[a]b]\nx = 1\n', { 'a]b': { x: ['1'] } }],
    ['a bracket before a name', '[]a]\nx = 1\n', { ']a': { x: ['1'] } }],
    ['a bracket behind a header', '[a] ]\nx = 1\n', { 'a] ': { x: ['1'] } }],
    ['a header with something behind it', '[a] x = 1\n', { a: {} }],
    ['a byte order mark, which is no blank', '[a]\nx = 1\n\ufeff= 2\n', { a: { x: ['1'], '\ufeff': ['2'] } }],
    ['a file separator, which is one', '[a]\nx = 1\n\x1cy = 2\n', { a: { x: ['1', 'y = 2'] } }],
    ['a separator before the delimiter', '[a]\nx\x1c= 1\n', { a: { x: ['1'] } }],
    ['a comment behind a file separator', '[a]\nx = 1\x1c;c\n', { a: { x: ['1'] } }],
    ['a line separator, which ends no line', '[a]\nx = 1\u2028y = 2\n', { a: { x: ['1\u2028y = 2'] } }],
    ['[default], which is a section like others', '[default]\nx = 1\n[DEFAULT]\nx = 2\n', { default: { x: ['1'] }, DEFAULT: { x: ['2'] } }],
  ])('is told apart as Python does: %s', (_name, text, expected) => {
    expect(Object.fromEntries([...readOptions(text)].map(([name, options]) => [name, Object.fromEntries(options)]))).toEqual(expected);
  });
});

describe('an edit of a file that is indented', () => {
  it.each([
    ['more lines of an option that is further in', '[a]\n        x = 1\n', 'a', { x: ['1', '2'] }, '[a]\n        x = 1\n            2\n'],
    ['an option before a header that is further in', '[a]\nx = 1\n[b]\n', 'a', { y: ['2'] }, '[a]\nx = 1\ny = 2\n[b]\n'],
    ['an option in an empty section before such a header', '[a]\n  [b]\n', 'a', { y: ['2'] }, '[a]\ny = 2\n[b]\n'],
    ['a value in place of a byte order mark', '[a]\nx=\ufeff\n', 'a', { x: ['2'] }, '[a]\nx=2\n'],
  ])('keeps its meaning: %s', (_name, text, section, change, expected) => {
    expect(setOptions(text, section, change)).toBe(expected);
  });

  it('keeps a value that is only a byte order mark, at the end of the file', () => {
    expect(setOptions('[a]\nx =\n  \ufeff\n', 'a', { y: null })).toBe('[a]\nx =\n  \ufeff\n');
  });

  it('keeps a section behind one that is taken out', () => {
    expect(removeSection('[x]\nj = 1\n[a]\n    k = 1\n  [b]\nl = 1\n', 'a')).toBe('[x]\nj = 1\n[b]\nl = 1\n');
  });
});
