/** Null is an empty cell. */
export type ExportCell = string | number | boolean | null;

/** What spreadsheets take for the beginning of a formula, also behind blanks and in full width. */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;
const QUOTED = /[",;\t\r\n]|^\s|\s$/;

/** A line of RFC 4180. A text that a spreadsheet would run gets a `'` in front; numbers stay as they are. */
export function csvLine(cells: readonly ExportCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: ExportCell): string {
  if (typeof cell !== 'string') {
    return cell === null ? '' : String(cell);
  }
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One JSON value in one line, also for readers that take U+2028 and U+2029 for the end of one. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16)}`)}\n`;
}
