import { describeGeoProviderPort } from '../contracts/geoProviderPort.contract';
import { createFakeGeoProvider } from './createFakeGeoProvider';

describeGeoProviderPort('fake', async () => {
  const { provider, state } = createFakeGeoProvider({ '192.0.2.1': { country: 'AT', asn: 64496, org: 'Example Networks', city: 'Vienna' } });
  return {
    provider,
    fail: () => (state.down = true),
    close: async () => {},
  };
});
