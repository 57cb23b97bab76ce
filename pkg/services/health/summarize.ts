const MAX_TEXT = 200;
const MAX_ITEMS = 20;
const MAX_DEPTH = 4;

/** A value small enough for a log, whoever sent it: long texts and lists are cut, and say how much is missing. */
export function summarize(value: unknown, depth = MAX_DEPTH): unknown {
  if (typeof value === 'string') {
    return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}… (${value.length} characters)` : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth === 0) {
    return '…';
  }
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_ITEMS).map((item) => summarize(item, depth - 1));
    return value.length > MAX_ITEMS ? [...shown, `… (${value.length} in all)`] : shown;
  }
  const entries = Object.entries(value).slice(0, MAX_ITEMS);
  return Object.fromEntries(entries.map(([key, item]) => [key.slice(0, MAX_TEXT), summarize(item, depth - 1)]));
}
