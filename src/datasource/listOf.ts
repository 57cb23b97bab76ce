/** Names of a query's field: a list, or one text with commas. */
export function listOf(value: string | string[] | undefined): string[] {
  // Within braces a comma is no end: `${jail:csv}` or `{a,b}`.
  const split = (text: string) => (text.includes('{') ? [text] : text.split(','));
  return [value ?? []].flat().flatMap(split).map((text) => text.trim()).filter(Boolean);
}
