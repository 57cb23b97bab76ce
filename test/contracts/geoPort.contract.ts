import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GeoPort } from '../../pkg/services/ports/geoPort';

/** What every implementation of GeoPort must do; `make` gives one that knows 8.8.8.8 and 2001:4860:4860::8888 as US by the free database, and nothing else. */
export function describeGeoPort(name: string, make: () => Promise<{ geo: GeoPort; close(): Promise<void> }>): void {
  describe(`GeoPort: ${name}`, () => {
    let made: { geo: GeoPort; close(): Promise<void> };
    beforeEach(async () => {
      made = await make();
    });
    afterEach(() => made.close());

    it.each(['8.8.8.8', '2001:4860:4860::8888'])('knows the country of %s', (address) => {
      expect(made.geo.lookup(address)).toEqual({ country: 'US', asn: null, org: null, city: null, source: 'free_country' });
    });

    it.each(['9.9.9.9', '2a01::1'])('knows nothing of %s', (address) => {
      expect(made.geo.lookup(address)).toBeNull();
    });

    it('says what it knows it from', () => {
      expect(made.geo.sources()).toEqual([{ source: 'free_country', state: 'ready', builtAt: 1_767_225_600, reason: null }]);
    });
  });
}
