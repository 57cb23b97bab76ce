/** How files are named to people: below the configuration folder, with slashes; others by their whole path. */
export interface Showing {
  shown(path: string): string;
  /** The same, each once. */
  allShown(paths: Iterable<string>): string[];
}

export function createShowing(configDir: string): Showing {
  const shown = (path: string) => (path.startsWith(`${configDir}/`) ? path.slice(configDir.length + 1) : path);
  return { shown, allShown: (paths) => [...new Set([...paths].map(shown))] };
}
