import { expect, it } from 'vitest';
import type { LabLine } from '../../../pkg/contract/filterLab';
import { samplesOf } from './samplesOf';

const line = (text: string, verdict: LabLine['verdict']): LabLine => ({ text, verdict, expression: null, ignoredBy: null, host: null, time: null, fields: {} });

it('expects of lines what became of them, each once and none that is there already', () => {
  const lines = [line('a', 'matched'), line('b', 'missed'), line('c', 'harmless'), line('# d', 'skipped'), line('a', 'matched'), line('e', 'ignored')];
  expect(samplesOf(lines, [{ line: 'b', expect: 'match', note: 'x' }])).toEqual([
    { line: 'a', expect: 'match', note: '' },
    { line: 'c', expect: 'no_match', note: '' },
    { line: 'e', expect: 'no_match', note: '' },
  ]);
});
