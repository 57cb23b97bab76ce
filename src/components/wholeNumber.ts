/** What a person has typed as a whole number from `least` on; null for all else. */
export function wholeNumber(text: string, least: number): number | null {
  const value = /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : null;
  return value !== null && value >= least ? value : null;
}
