const DEFAULT = 1_000_000;

/** `--rows=10000000`: how large the large archive is; the small one has a tenth. */
export function rowsOption(options: ReadonlySet<string>): number {
  const given = [...options].map((option) => /^--rows=(\d+)$/.exec(option)?.[1]).find((rows) => rows !== undefined);
  return given === undefined ? DEFAULT : Number(given);
}

export const inMillions = (rows: number): string => `${rows / 1_000_000}M`;
