import type { FilterSample, LabLine } from '../../../pkg/contract/filterLab';

/** Judged lines as samples that expect just this, without those that are there already. */
export function samplesOf(lines: readonly LabLine[], there: readonly FilterSample[]): FilterSample[] {
  const known = new Set(there.map(({ line }) => line));
  return lines.flatMap(({ text, verdict }) => {
    if (verdict === 'skipped' || text === '' || known.has(text)) {
      return [];
    }
    known.add(text);
    return [{ line: text, expect: verdict === 'matched' ? ('match' as const) : ('no_match' as const), note: '' }];
  });
}
