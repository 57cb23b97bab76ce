import type { Ban, UnbanRequest } from '../../../pkg/contract/bans';

/** `seen`: in the jails where the bans were selected. */
export type UnbanScope = 'seen' | 'everywhere';

export function addressesOf(bans: readonly Ban[]): string[] {
  return [...new Set(bans.map(({ address }) => address))];
}

export function jailsOf(bans: readonly Ban[]): string[] {
  return [...new Set(bans.map(({ jail }) => jail))];
}

/** One request a jail, or a single one for all. The person has seen and confirmed each network in the list. */
export function unbanRequests(bans: readonly Ban[], scope: UnbanScope): UnbanRequest[] {
  const request = (some: readonly Ban[], jails?: string[]): UnbanRequest => {
    const addresses = addressesOf(some);
    const confirm = addresses.some((address) => address.includes('/'));
    return { addresses, ...(jails ? { jails } : {}), confirm };
  };
  return scope === 'everywhere' ? [request(bans)] : jailsOf(bans).map((jail) => request(bans.filter((ban) => ban.jail === jail), [jail]));
}
