import type { NewBan, Place } from '../../../../pkg/domain/archivedBan';

const BEGIN = 1_700_000_000;
/** So many bans an hour, all the time: a larger archive is an older one. */
const PER_HOUR = 570;
const BAN_TIME = 600;
const JAILS = 10;
const COUNTRIES = 80;
const SYSTEMS = 5000;
/** Of bans, those of an address that was never banned before. */
const FRESH = 0.2;

export type StreamedBan = NewBan & { place: Place & { country: string; asn: number } };

/** The last second of an archive of so many bans. */
export const endOf = (bans: number): number => BEGIN + Math.floor((bans / PER_HOUR) * 3600);
export const jailName = (number: number): string => `jail${1 + number}`;

/**
 * Bans as a busy host has them: a fifth of them of new addresses, the others of few that come back often, of few jails,
 * countries and systems mostly; a twentieth of the addresses are IPv6. The same for each stream of one seed.
 */
export function createBanStream(seed = 1) {
  const random = createRandom(seed);
  const lastBan: number[] = [];
  let number = 0;

  function next() {
    const start = endOf(number++);
    let address = skewed(random(), lastBan.length);
    // Nobody is banned who is banned: the last ban has to be over.
    if (random() < FRESH || lastBan.length === 0 || (lastBan[address] ?? 0) > start - BAN_TIME) {
      address = lastBan.length;
    }
    lastBan[address] = start;
    return { address, start, jail: skewed(random(), JAILS) };
  }

  return {
    /** By numbers: the address may be told by addressOf and placeOf. */
    next,
    take: (count: number): StreamedBan[] =>
      Array.from({ length: count }, () => {
        const { address, start, jail } = next();
        return { jail: jailName(jail), address: addressOf(address), start, banTime: BAN_TIME, origin: 'database', banCount: 1, failures: 5, place: placeOf(address) };
      }),
  };
}

/** An odd step walks through all 2^32 numbers, each once. */
export function addressOf(number: number): string {
  const bits = Math.imul(number, 0x9e37_79b1) >>> 0;
  return number % 20 === 19 ? `2001:db8:${((bits >>> 16) + 1).toString(16)}:${((bits & 0xffff) + 1).toString(16)}::7` : [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

export function placeOf(address: number): StreamedBan['place'] {
  const rank = skewed(createRandom(address * 7919 + 17)(), COUNTRIES);
  const asn = 64_500 + Math.floor(SYSTEMS * createRandom(address * 104_729 + 5)() ** 5);
  return { country: String.fromCharCode(65 + Math.floor(rank / 26), 65 + (rank % 26)), asn, org: `System ${asn}` };
}

/** The same numbers every time, from 0 to below 1. */
export function createRandom(seed: number): () => number {
  // The first numbers of seeds that lie close together lie close together.
  let state = Math.imul(seed ^ (seed >>> 15), 0x2c1b_3c6d) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 5) / 0x800_0000;
  };
}

/** Few have most: 0 is the most frequent of `below`. */
const skewed = (random: number, below: number): number => Math.floor(below * random ** 3);
