/** The kernel keeps this much of a thread's name. */
const KEPT_BYTES = 15;

const kept = (name: string) => Buffer.from(name).subarray(0, KEPT_BYTES).toString();

/**
 * Whether the filter thread of each jail runs, by the names of all threads of the server.
 * Of jails whose names begin alike nothing is said when only some of them run; null names say nothing at all.
 */
export function threadsOf(jails: readonly string[], names: readonly string[] | null): Map<string, boolean | null> {
  const threadOf = (jail: string) => kept(`f2b/f.${jail}`);
  const count = (all: readonly string[], wanted: string) => all.filter((name) => name === wanted).length;
  const wanted = jails.map(threadOf);
  return new Map(
    jails.map((jail) => {
      const running = count(names ?? [], threadOf(jail));
      const some = running > 0 && running < count(wanted, threadOf(jail));
      return [jail, names === null || some ? null : running > 0];
    })
  );
}
