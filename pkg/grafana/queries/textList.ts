const ALL = '$__all';

/** A template variable's value (`a`, `{a,b}` or a list) as a list; undefined when nothing restricts. */
export function textList(value: string | string[] | undefined): string[] | undefined {
  const parts = (typeof value === 'string' ? [value] : (value ?? [])).flatMap((part) => {
    const several = /^\{(.*)\}$/s.exec(part.trim());
    return several ? (several[1] ?? '').split(',') : [part];
  });
  const names = parts.map((part) => part.trim()).filter((part) => part !== '');
  return names.length === 0 || names.includes(ALL) ? undefined : names;
}
