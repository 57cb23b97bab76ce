import { describe, expect, it } from 'vitest';
import { optionText } from '../options/optionText';
import { optionChoices } from './optionChoices';

const at = (path: string, text: string) => optionChoices(path, text, text.split('\n').length);

describe('optionChoices', () => {
  it('names the options of what the file is of, and of the section', () => {
    expect(at('jail.d/own.local', '[sshd]\n')).toEqual(expect.arrayContaining(['enabled', 'bantime', 'bantime.increment', 'action']));
    expect(at('jail.local', '[DEFAULT]\n')).toContain('maxretry');
    expect(at('filter.d/a.local', '[Definition]\n')).toEqual(['failregex', 'ignoreregex', 'prefregex', 'datepattern', 'maxlines', 'journalmatch']);
    expect(at('filter.d/a.local', '[Init]\n')).toContain('maxlines');
    expect(at('action.d/a.local', '[Definition]\n')).toContain('actionban');
    expect(at('action.d/a.local', '[Init]\n')).toEqual(['timeout']);
    expect(at('fail2ban.local', '[Definition]\n')).toContain('dbpurgeage');
    expect(at('fail2ban.d/a.local', '[Thread]\n')).toEqual(['stacksize']);
    expect(at('filter.d/a.local', '[INCLUDES]\n')).toEqual(['before', 'after']);
  });

  it('names none before the first section, nor where fail2ban reads none', () => {
    expect(at('jail.local', '')).toEqual([]);
    expect(at('filter.d/a.local', '[Other]\n')).toEqual([]);
  });

  it('leaves out what the section has already, but not what is being typed', () => {
    const text = '[a]\nmaxretry = 1\n[b]\nbantime = 1h\nfindtime = 1';
    expect(optionChoices('jail.local', text, 5)).not.toContain('bantime');
    expect(optionChoices('jail.local', text, 5)).toEqual(expect.arrayContaining(['findtime', 'maxretry']));
  });

  it('names nothing without a meaning', () => {
    const all = ['jail.local', 'filter.d/a.local', 'action.d/a.local', 'fail2ban.local'].flatMap((path) => ['[Definition]\n', '[Init]\n', '[Thread]\n', '[INCLUDES]\n'].flatMap((section) => at(path, section)));
    expect(all.filter((name) => optionText(name) === null)).toEqual([]);
  });
});
