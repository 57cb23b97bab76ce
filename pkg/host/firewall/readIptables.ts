/** Of `iptables-save`: sources of rules that do not let through, and the names of the sets that such rules match. */
export function readIptables(text: string): { sources: string[]; sets: string[] } {
  const sources: string[] = [];
  const sets: string[] = [];
  for (const line of text.split('\n')) {
    const [, target] = /^-A .* -[jg] (\S+)/.exec(line) ?? [];
    if (target === undefined || target === 'ACCEPT' || target === 'RETURN' || target === 'LOG') {
      continue;
    }
    const [, not, source] = /(! )?-s (\S+)/.exec(line) ?? [];
    source !== undefined && not === undefined && sources.push(source);
    for (const [, set = ''] of line.matchAll(/(?<!! )--match-set (\S+) src/g)) {
      sets.push(set);
    }
  }
  return { sources, sets };
}
