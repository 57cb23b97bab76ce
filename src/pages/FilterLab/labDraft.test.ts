import { describe, expect, it } from 'vitest';
import type { FilterDraft, SourceDraft } from './labDraft';
import { fieldProblem, isBadCount, linesOf, MOST_LINES, NO_FILTER, toFilter, toSource } from './labDraft';

const filter: FilterDraft = { ...NO_FILTER, saved: 'sshd', mode: ' aggressive ' };
const source: SourceDraft = { kind: 'lines', text: 'a\r\n\r\nb\n\n', jail: null, file: null, match: '' };

describe('a filter that is filled in', () => {
  it('is a saved one in its mode, or what a jail has loaded', () => {
    expect(toFilter(filter)).toEqual({ saved: 'sshd', mode: 'aggressive' });
    expect(toFilter({ ...filter, mode: '' })).toEqual({ saved: 'sshd', mode: null });
    expect(toFilter({ ...filter, kind: 'jail', jail: 'work' })).toEqual({ jail: 'work' });
  });

  it('is a candidate with one expression a line', () => {
    expect(toFilter({ ...filter, kind: 'candidate', failregex: ' ^a <HOST> \n\n^b <HOST>', ignoreregex: 'c' })).toMatchObject({ candidate: { base: null, failregex: ['^a <HOST>', '^b <HOST>'], ignoreregex: ['c'] } });
  });

  it('leaves to the other filter what is not written', () => {
    const written: FilterDraft = { ...filter, kind: 'candidate', base: 'sshd' };
    expect(toFilter(written)).toMatchObject({ candidate: { prefregex: null, datepattern: null, maxlines: null } });
    expect(toFilter({ ...written, prefregex: ' ^x <F-CONTENT>.+</F-CONTENT>$ ', datepattern: '%Y', maxlines: ' 5 ' })).toMatchObject({ candidate: { prefregex: '^x <F-CONTENT>.+</F-CONTENT>$', datepattern: '%Y', maxlines: 5 } });
    expect(['', '1', '100', '0', '101', 'x', '1.5'].map(isBadCount)).toEqual([false, false, false, true, true, true, true]);
    expect(toFilter({ ...written, maxlines: '0' })).toBeNull();
  });

  it('is none while something is missing', () => {
    expect([toFilter({ ...filter, saved: null }), toFilter({ ...filter, kind: 'jail' }), toFilter({ ...filter, kind: 'candidate', ignoreregex: 'c' })]).toEqual([null, null, null]);
  });
});

describe('what it is tried on', () => {
  it('keeps lines as they are, without the empty ones at the end', () => {
    expect(toSource(source)).toEqual({ lines: ['a', '', 'b'] });
    expect(linesOf('  indented\n')).toEqual(['  indented']);
    expect([toSource({ ...source, text: ' \n ' }), toSource({ ...source, text: 'x\n'.repeat(MOST_LINES + 1) })]).toEqual([null, null]);
  });

  it('is the end of a log or of the journal', () => {
    expect(toSource({ ...source, kind: 'log' })).toBeNull();
    expect(toSource({ ...source, kind: 'log', jail: 'sshd' })).toEqual({ log: 'sshd', tail: 200 });
    expect(toSource({ ...source, kind: 'log', jail: 'sshd', file: '/var/log/x' })).toEqual({ log: 'sshd', tail: 200, file: '/var/log/x' });
    expect(toSource({ ...source, kind: 'journal', jail: 'sshd' })).toEqual({ journal: 'sshd', tail: 200 });
    expect(toSource({ ...source, kind: 'journal', jail: 'sshd', match: ' _COMM=x ' })).toEqual({ journal: 'sshd', tail: 200, match: '_COMM=x' });
  });
});

it('knows which field is at fault', () => {
  const of = (details: Record<string, unknown>) => fieldProblem({ details, message: 'our words' });
  expect(of({ expression: 'ignoreregex.2', fail2ban: 'its words' })).toEqual({ field: 'ignoreregex', index: 2, words: 'its words' });
  expect(of({ expression: 'datepattern' })).toEqual({ field: 'datepattern', index: null, words: 'our words' });
  expect(of({ field: 'candidate.failregex.0' })).toMatchObject({ field: 'failregex', index: 0 });
  expect(of({ field: 'source.match' })).toMatchObject({ field: 'match' });
  expect([of({}), of({ expression: null, field: 'candidate.base' })]).toEqual([null, null]);
});
