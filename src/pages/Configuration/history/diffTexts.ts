import type { ConfigPreview } from '../../../../pkg/contract/configChanges';

/** The file that a comparison begins with; null when there was none. */
export function textBefore(diff: ConfigPreview['diff']): string | null {
  return joined(diff.filter(({ kind }) => kind !== 'added'));
}

/** The file that a comparison ends with; null when there is none. */
export function textAfter(diff: ConfigPreview['diff']): string | null {
  return joined(diff.filter(({ kind }) => kind !== 'removed'));
}

function joined(lines: ConfigPreview['diff']): string | null {
  return lines.length === 0 ? null : lines.map(({ text }) => `${text}\n`).join('');
}
