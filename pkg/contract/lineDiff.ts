/** One line of a comparison. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond this many lines that differ, all of them are told as removed and added. */
const MOST_COMPARED = 2000;

/** How a text becomes another, line by line; null stands for no file. */
export function lineDiff(before: string | null, after: string | null): DiffLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) {
    start++;
  }
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) {
    end++;
  }
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }));
  const middle = compared(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  return [...same(old.slice(0, start)), ...middle, ...same(old.slice(old.length - end))];
}

function compared(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  if (old.length > MOST_COMPARED || fresh.length > MOST_COMPARED) {
    return [...old.map((text): DiffLine => ({ kind: 'removed', text })), ...fresh.map((text): DiffLine => ({ kind: 'added', text }))];
  }
  // common[i][j]: how many lines are the same in what is left of both.
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  const left = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) {
        row[j] = old[i] === fresh[j] ? left(i + 1, j + 1) + 1 : Math.max(left(i + 1, j), left(i, j + 1));
      }
    }
  }
  const lines: DiffLine[] = [];
  for (let i = 0, j = 0; i < old.length || j < fresh.length; ) {
    const [gone, come] = [old[i], fresh[j]];
    if (gone !== undefined && gone === come) {
      lines.push({ kind: 'same', text: gone });
      i++;
      j++;
    } else if (gone !== undefined && (come === undefined || left(i + 1, j) >= left(i, j + 1))) {
      lines.push({ kind: 'removed', text: gone });
      i++;
    } else if (come !== undefined) {
      lines.push({ kind: 'added', text: come });
      j++;
    }
  }
  return lines;
}

function linesOf(text: string | null): string[] {
  return text === null || text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}
