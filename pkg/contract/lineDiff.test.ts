import { describe, expect, it } from 'vitest';
import { lineDiff } from './lineDiff';

const marks = (before: string | null, after: string | null) => lineDiff(before, after).map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`);

describe('a comparison of two texts', () => {
  it('tells what came and what went, in their order', () => {
    expect(marks('a\nb\nc\nd\n', 'a\nx\nc\nd\ne\n')).toEqual([' a', '-b', '+x', ' c', ' d', '+e']);
    expect(marks('a\nb\n', 'b\na\n')).toEqual(['-a', ' b', '+a']);
  });
  it('tells of whole files', () => {
    expect(marks(null, 'a\n')).toEqual(['+a']);
    expect(marks('a\n', null)).toEqual(['-a']);
    expect(marks('a\n', 'a\n')).toEqual([' a']);
  });
  it('gives up comparing what is very long, and loses nothing', () => {
    const [one, two] = ['a', 'b'].map((mark) => Array.from({ length: 3000 }, (_, at) => `${mark}${at}`).join('\n'));
    expect(lineDiff(one ?? '', two ?? '')).toHaveLength(6000);
  });
});
