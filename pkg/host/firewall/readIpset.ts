const ADD = /^add (\S+) ([^\s,]+)/;

/** Of `ipset save`: the elements of these sets, also of those that are members of a list among them. */
export function readIpset(text: string, sets: readonly string[]): string[] {
  const elements = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, set, element] = ADD.exec(line) ?? [];
    if (set !== undefined && element !== undefined && !/\snomatch(\s|$)/.test(line)) {
      const known = elements.get(set);
      known ? known.push(element) : elements.set(set, [element]);
    }
  }
  const members = sets.flatMap((set) => elements.get(set) ?? []);
  return [...members, ...members.flatMap((member) => elements.get(member) ?? [])];
}
