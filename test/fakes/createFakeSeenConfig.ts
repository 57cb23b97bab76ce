import type { SeenConfigFile, SeenConfigPort } from '../../pkg/services/ports/seenConfigPort';

/** What was seen, in memory. */
export function createFakeSeenConfig() {
  const seen = new Map<string, NonNullable<SeenConfigFile['file']>>();
  const port: SeenConfigPort = {
    seenConfig: async () => [...seen].map(([path, { digest }]) => ({ path, digest })).sort((one, other) => (one.path < other.path ? -1 : 1)),
    seenConfigText: async (path) => seen.get(path)?.text ?? null,
    async putSeenConfig(files) {
      files.forEach(({ path, file }) => (file === null ? seen.delete(path) : seen.set(path, file)));
    },
  };
  return { port };
}
