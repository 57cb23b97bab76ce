import type { JailDocument } from '../../../../pkg/contract/configTransfer';

/** Larger ones are refused by the sidecar. */
const MOST_CHARACTERS = 1_000_000;

export type DocumentProblem = 'empty' | 'too-large' | 'no-json' | 'no-jail' | 'other-version';

/** A document that looks like an exported jail; whether all of it is in order, the sidecar tells. */
export function readDocument(text: string): JailDocument | DocumentProblem {
  if (text.trim() === '') {
    return 'empty';
  }
  if (text.length > MOST_CHARACTERS) {
    return 'too-large';
  }
  try {
    const read: unknown = JSON.parse(text);
    return isDocument(read) ? (read.version === 1 ? read : 'other-version') : 'no-jail';
  } catch {
    return 'no-json';
  }
}

function isDocument(read: unknown): read is JailDocument {
  if (!isObject(read) || read.format !== 'bangui-jail' || !isObject(read.jail)) {
    return false;
  }
  const { jail, filter } = read;
  const hasLists = isObject(jail.options) && Object.values(jail.options).every(Array.isArray) && Array.isArray(jail.leftOut);
  return hasLists && typeof jail.name === 'string' && (filter === null || (isObject(filter) && typeof filter.name === 'string' && Array.isArray(filter.samples)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
