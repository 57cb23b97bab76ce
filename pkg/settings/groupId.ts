import { readFileSync } from 'node:fs';

/** The number of a local group, or null when there is none of that name (or no group file). */
export function groupId(name: string, groupFile = '/etc/group'): number | null {
  let text: string;
  try {
    text = readFileSync(groupFile, 'utf8');
  } catch {
    return null;
  }
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name}:`));
  const id = Number(line?.split(':')[2]);
  return line !== undefined && Number.isInteger(id) ? id : null;
}
