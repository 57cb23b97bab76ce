import type { ConfigPreview } from '../../../../pkg/contract/configChanges';

type DiffLine = ConfigPreview['diff'][number];

const AROUND = 3;

/** Lines that stay are shown near those that do not; of others only how many they are. */
export function foldDiff(lines: readonly DiffLine[]): Array<DiffLine | { skipped: number }> {
  const changes = lines.flatMap(({ kind }, at) => (kind === 'same' ? [] : [at]));
  const near = new Set(changes.flatMap((at) => Array.from({ length: 2 * AROUND + 1 }, (_, offset) => at - AROUND + offset)));
  const folded: Array<DiffLine | { skipped: number }> = [];
  let skipped = 0;
  const flush = () => {
    if (skipped > 0) {
      folded.push({ skipped });
    }
    skipped = 0;
  };
  lines.forEach((line, at) => {
    if (near.has(at)) {
      flush();
      folded.push(line);
    } else {
      skipped++;
    }
  });
  flush();
  return folded;
}
