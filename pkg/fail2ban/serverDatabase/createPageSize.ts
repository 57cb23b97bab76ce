const LARGEST = 500;
const SMALLEST = 10;
/** A transaction may last 50 ms: past half of it, pages become smaller. */
const SLOW_MS = 25;

/** How many rows the next page may have, so that fail2ban never waits for long: rows may be large and disks slow. */
export function createPageSize() {
  let rows = LARGEST;
  return {
    rows: () => rows,
    took(ms: number): void {
      rows = ms > SLOW_MS ? Math.max(SMALLEST, Math.floor(rows / 2)) : Math.min(LARGEST, rows * 2);
    },
  };
}
