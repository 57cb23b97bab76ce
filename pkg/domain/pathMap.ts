/** A folder as fail2ban calls it, and where this process finds it. */
export interface PathPair {
  from: string;
  to: string;
}

export interface PathMap {
  /** Where this process finds what fail2ban calls `path`. */
  toHere(path: string): string;
  /** What fail2ban calls what this process finds at `path`. */
  toFail2ban(path: string): string;
}

/** The longest folder that fits decides; what none holds is at the same place for both. */
export function createPathMap(pairs: readonly PathPair[]): PathMap {
  const here = pairs.map(({ from, to }) => ({ from: withoutEnd(from), to: withoutEnd(to) }));
  const there = here.map(({ from, to }) => ({ from: to, to: from }));
  return { toHere: (path) => translate(path, here), toFail2ban: (path) => translate(path, there) };
}

/** The root becomes nothing: then every path begins with it. */
function withoutEnd(folder: string): string {
  return folder.replace(/\/+$/, '');
}

function translate(path: string, pairs: readonly PathPair[]): string {
  const fitting = pairs.filter(({ from }) => path === from || path.startsWith(`${from}/`));
  const [best] = fitting.sort((a, b) => b.from.length - a.from.length);
  return best ? best.to + path.slice(best.from.length) || '/' : path;
}
