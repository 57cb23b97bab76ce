import type { Ban, UnbanRequest } from '../../../pkg/contract/bans';

/** What is needed of a ban to lift it. */
export type BanName = Pick<Ban, 'jail' | 'address'>;

/** `seen`: in the jails where the bans were selected. */
export type UnbanScope = 'seen' | 'everywhere';

export function addressesOf(bans: readonly BanName[]): string[] {
  return [...new Set(bans.map(({ address }) => address))];
}

export function jailsOf(bans: readonly BanName[]): string[] {
  return [...new Set(bans.map(({ jail }) => jail))];
}

/** One request a jail, or a single one for all. The person has seen and confirmed each network in the list. */
export function unbanRequests(bans: readonly BanName[], scope: UnbanScope): UnbanRequest[] {
  const request = (some: readonly BanName[], jails?: string[]): UnbanRequest => {
    const addresses = addressesOf(some);
    const confirm = addresses.some((address) => address.includes('/'));
    return { addresses, ...(jails ? { jails } : {}), confirm };
  };
  return scope === 'everywhere' ? [request(bans)] : jailsOf(bans).map((jail) => request(bans.filter((ban) => ban.jail === jail), [jail]));
}
