import type { Ban } from '../../../pkg/contract/bans';

/** An address is banned once at most in each jail. */
export function banKey({ jail, address }: Ban): string {
  return `${jail} ${address}`;
}
