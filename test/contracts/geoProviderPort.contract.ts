import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GeoProviderPort } from '../../pkg/services/ports/geoProviderPort';

interface ProviderUnderTest {
  provider: GeoProviderPort;
  /** It answers nothing usable from now on. */
  fail(): void;
  close(): Promise<void>;
}

/** What every implementation of GeoProviderPort must do; `make` gives one that knows 192.0.2.1 as AS64496 Example Networks in Vienna, AT, and nothing else. */
export function describeGeoProviderPort(name: string, make: () => Promise<ProviderUnderTest>): void {
  describe(`GeoProviderPort: ${name}`, () => {
    let made: ProviderUnderTest;
    beforeEach(async () => {
      made = await make();
    });
    afterEach(() => made.close());

    it('tells what it knows, and that it knows nothing', async () => {
      const answers = await made.provider.ask(['192.0.2.1', '2001:db8::1']);
      expect([...answers].sort()).toEqual([
        ['192.0.2.1', { country: 'AT', asn: 64496, org: 'Example Networks', city: 'Vienna' }],
        ['2001:db8::1', null],
      ]);
    });

    it('is not asked for nothing', async () => {
      expect(await made.provider.ask([])).toEqual(new Map());
    });

    it('leaves out what it could not ask', async () => {
      made.fail();
      expect(await made.provider.ask(['192.0.2.1'])).toEqual(new Map());
    });

    it('asks nothing more once it is closed', async () => {
      made.provider.close();
      expect(await made.provider.ask(['192.0.2.1'])).toEqual(new Map());
    });
  });
}
