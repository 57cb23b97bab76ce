import type { ConfigSource } from '../ConfigSource';

const MAGIC = /[*?[]/;

/** The files that a pattern names, in order; of links only those that lead somewhere. */
export async function globFiles(pattern: string, source: ConfigSource): Promise<string[]> {
  const isAbsolute = pattern.startsWith('/');
  let found = [''];
  for (const part of pattern.split('/').slice(isAbsolute ? 1 : 0)) {
    const next: string[] = [];
    for (const folder of found) {
      const names = MAGIC.test(part) ? await matching(folder, part, source, isAbsolute) : [part];
      next.push(...names.map((name) => (isAbsolute || folder !== '' ? `${folder}/${name}` : name)));
    }
    found = next;
  }
  const there = await Promise.all(found.map(async (path) => path !== '' && (await source.kindOf(path)) !== null));
  return found.filter((_, index) => there[index]);
}

async function matching(folder: string, part: string, source: ConfigSource, isAbsolute: boolean): Promise<string[]> {
  const pattern = nameMatcher(part);
  const names = await source.list(folder || (isAbsolute ? '/' : '.'));
  return names.filter((name) => (part.startsWith('.') || !name.startsWith('.')) && pattern.test(name)).sort();
}

/** `fnmatch`: `*`, `?`, `[abc]` and `[!abc]`; a bracket that is not closed stands for itself. */
function nameMatcher(part: string): RegExp {
  const source = part.replace(/\[(!?)(\]?[^\]]*)\]|\*+|[^]/gu, (token: string, not?: string, inside?: string) => {
    if (inside !== undefined) {
      return `[${not ? '^' : ''}${inside.replace(/[\\\]^[]/g, '\\$&')}]`;
    }
    return token.startsWith('*') ? '.*' : token === '?' ? '.' : token.replace(/[.+^${}()|[\]\\/]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    // Such as a range that runs backwards: fail2ban finds nothing either.
    return /(?!)/;
  }
}
