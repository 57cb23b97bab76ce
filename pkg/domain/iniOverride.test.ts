import { describe, expect, it } from 'vitest';
import { withOptions } from './iniOverride';

describe('options of a section', () => {
  it('begin a file', () => {
    expect(withOptions('', 'Definition', { loglevel: 'INFO', dbpurgeage: '86400' })).toBe('[Definition]\nloglevel = INFO\ndbpurgeage = 86400\n');
  });

  it('take the place of former values, with their further lines, and leave all else as it is', () => {
    const text = '# mine\n[Thread]\nloglevel = other\n\n[Definition]\n; why\nLogLevel: INFO\n  more\n\n  and more\n# after\ndbfile = /x\n\n[Init]\na = 1\n';
    expect(withOptions(text, 'Definition', { loglevel: 'NOTICE' })).toBe(
      '# mine\n[Thread]\nloglevel = other\n\n[Definition]\n; why\nloglevel = NOTICE\n# after\ndbfile = /x\n\n[Init]\na = 1\n'
    );
  });

  it('are added to the end of their section, or in one of their own', () => {
    expect(withOptions('[Definition]\na = 1\n\n[Init]\nb = 2', 'Definition', { c: '3' })).toBe('[Definition]\na = 1\nc = 3\n\n[Init]\nb = 2\n');
    expect(withOptions('[Init]\nb = 2\n', 'Definition', { c: '3' })).toBe('[Init]\nb = 2\n[Definition]\nc = 3\n');
  });

  it('do not change when written twice', () => {
    const once = withOptions('[Init]\nb = 2\n', 'Definition', { c: '3', d: '4' });
    expect(withOptions(once, 'Definition', { d: '4', c: '3' })).toBe(once);
  });
});
