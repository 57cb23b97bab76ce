/** A City file has hundreds of thousands of records; a country file 250. */
const MOST = 20_000;

/** What was decoded, by its place in the file. Emptied when full: the library's own keeps the order of use, at each look-up anew. */
export function createRecordCache() {
  const records = new Map<string | number, unknown>();
  return {
    get: (place: string | number) => records.get(place),
    set(place: string | number, record: unknown): void {
      if (records.size >= MOST) {
        records.clear();
      }
      records.set(place, record);
    },
  };
}
