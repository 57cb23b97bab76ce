import { describe, expect, it } from 'vitest';
import { foldDiff } from './foldDiff';

const same = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => ({ kind: 'same' as const, text: String(from + at) }));

describe('foldDiff', () => {
  it('keeps three lines around each change, and counts the others', () => {
    const lines = [...same(1, 10), { kind: 'added' as const, text: 'x' }, ...same(11, 20)];
    expect(foldDiff(lines)).toEqual([{ skipped: 7 }, ...same(8, 10), { kind: 'added', text: 'x' }, ...same(11, 13), { skipped: 7 }]);
  });

  it('keeps all of what is short, and only counts what stays as a whole', () => {
    expect(foldDiff([...same(1, 2), { kind: 'removed', text: 'x' }])).toHaveLength(3);
    expect(foldDiff(same(1, 5))).toEqual([{ skipped: 5 }]);
  });
});
