import type { NewBan, Place } from '../../pkg/domain/archivedBan';

const T = 1_767_225_600;
const JAILS = ['sshd', 'nginx', 'mail'];
const COUNTRIES = ['DE', 'FR', 'ZZ', null];

export type PlacedBan = NewBan & { place: Place };

const ADDRESSES = [
  ...Array.from({ length: 30 }, (_, i) => `198.51.100.${i}`),
  ...Array.from({ length: 8 }, (_, i) => `198.51.${i}.77`),
  ...Array.from({ length: 8 }, (_, i) => `2001:db8:${1 + (i >> 2)}::${1 + i}`),
  '198.51.100.0/24',
  '198.51.0.0/16',
  '198.51.100.64/26',
  '2001:db8::/32',
  '192.0.2.1',
];

/** The same for all bans of an address. */
export function placed(address: string): Place {
  const number = ADDRESSES.indexOf(address);
  const asn = number % 5 === 0 ? null : 64_500 + (number % 4);
  return { country: COUNTRIES[number % COUNTRIES.length] ?? null, asn, org: asn === null ? null : `System ${asn}` };
}

/** Some bans of five days, no two at the same second, of addresses that come back more or less often. */
export function manyBans(): PlacedBan[] {
  let state = 42;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: 500 }, (_, i) => {
    const address = ADDRESSES[Math.min(random(ADDRESSES.length), random(ADDRESSES.length))] ?? '192.0.2.1';
    return {
      jail: JAILS[Math.min(random(3), random(3))] ?? 'sshd',
      address,
      start: T + i * 860 + random(850),
      banTime: 60,
      origin: 'database',
      matches: i % 3 === 0 ? [`line ${i}`, 'another'] : [],
      place: placed(address),
    };
  });
}
