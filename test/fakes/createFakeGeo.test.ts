import { describeGeoPort } from '../contracts/geoPort.contract';
import { createFakeGeo } from './createFakeGeo';

describeGeoPort('fake', async () => ({ geo: createFakeGeo({ '8.8.8.8': { country: 'US' }, '2001:4860:4860::8888': { country: 'US' } }).geo, close: async () => {} }));
