import { describe, expect, it } from 'vitest';
import type { FilterDraft, SourceDraft } from './labDraft';
import { failingExpression, linesOf, MOST_LINES, toFilter, toSource } from './labDraft';

const filter: FilterDraft = { kind: 'saved', saved: 'sshd', mode: ' aggressive ', jail: null, base: null, failregex: '', ignoreregex: '' };
const source: SourceDraft = { kind: 'lines', text: 'a\r\n\r\nb\n\n', jail: null, file: null };

describe('a filter that is filled in', () => {
  it('is a saved one in its mode, or what a jail has loaded', () => {
    expect(toFilter(filter)).toEqual({ saved: 'sshd', mode: 'aggressive' });
    expect(toFilter({ ...filter, mode: '' })).toEqual({ saved: 'sshd', mode: null });
    expect(toFilter({ ...filter, kind: 'jail', jail: 'work' })).toEqual({ jail: 'work' });
  });

  it('is a candidate with one expression a line', () => {
    expect(toFilter({ ...filter, kind: 'candidate', failregex: ' ^a <HOST> \n\n^b <HOST>', ignoreregex: 'c' })).toMatchObject({ candidate: { base: null, failregex: ['^a <HOST>', '^b <HOST>'], ignoreregex: ['c'] } });
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
  });
});

it('knows which expression does not compile', () => {
  expect(failingExpression({ expression: 'ignoreregex.2' })).toEqual({ list: 'ignoreregex', index: 2 });
  expect([failingExpression({}), failingExpression({ expression: 'datepattern' })]).toEqual([null, null]);
});
