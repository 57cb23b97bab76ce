import type { PickleValue } from '../codec/pickleValue';
import { readLabelled, readText } from './readValue';

/** Of `status`: the names are one text, "noact, sshd". */
export function readJailNames(value: PickleValue): string[] {
  return readText(readLabelled(value).get('Jail list'))
    .split(', ')
    .filter((name) => name !== '');
}
