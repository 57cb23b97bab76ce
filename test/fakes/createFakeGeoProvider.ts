import type { GeoPlace } from '../../pkg/services/ports/geoPort';
import type { GeoProviderPort } from '../../pkg/services/ports/geoProviderPort';

/** Knows what it is given; answers at most `atMost` addresses a call, and none while `down`. */
export function createFakeGeoProvider(known: Record<string, Partial<GeoPlace>>, { atMost = Number.POSITIVE_INFINITY } = {}) {
  const asked: string[] = [];
  const state = { down: false };
  let closed = false;
  const provider: GeoProviderPort = {
    async ask(addresses) {
      const answered = closed || state.down ? [] : addresses.slice(0, atMost);
      asked.push(...answered);
      return new Map(answered.map((address) => [address, address in known ? { country: null, asn: null, org: null, city: null, ...known[address] } : null]));
    },
    close() {
      closed = true;
    },
  };
  return { provider, asked, state };
}
