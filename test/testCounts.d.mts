export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}
export function readCounts(file: string): TestCounts | null;
export function sumOf(counts: readonly TestCounts[]): TestCounts;
