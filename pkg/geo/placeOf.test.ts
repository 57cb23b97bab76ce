import { describe, expect, it } from 'vitest';
import { placeOf } from './placeOf';

const NOTHING = { country: null, asn: null, org: null, city: null };

describe('placeOf', () => {
  it.each([
    ['ip-location-db', { country_code: 'DE' }, { country: 'DE' }],
    ['MaxMind City', { country: { iso_code: 'AT', names: { en: 'Austria' } }, registered_country: { iso_code: 'DE' }, city: { names: { de: 'Wien', en: 'Vienna' } } }, { country: 'AT', city: 'Vienna' }],
    ['MaxMind anycast', { registered_country: { iso_code: 'AU' } }, { country: 'AU' }],
    ['MaxMind ASN', { autonomous_system_number: 64496, autonomous_system_organization: 'Example' }, { asn: 64496, org: 'Example' }],
    ['IPinfo', { country: 'us', asn: 'AS64496', as_name: 'Example' }, { country: 'US', asn: 64496, org: 'Example' }],
    ['ip-api', { status: 'success', country: 'Austria', countryCode: 'AT', city: 'Vienna', isp: 'Some ISP', org: '', as: 'AS64496 Example' }, { country: 'AT', asn: 64496, org: 'Some ISP', city: 'Vienna' }],
    ['ipwho.is', { country_code: 'AT', city: 'Vienna', connection: { asn: 64496, org: 'Example' } }, { country: 'AT', asn: 64496, org: 'Example', city: 'Vienna' }],
  ])('reads a record of %s', (_, record, place) => {
    expect(placeOf(record)).toEqual({ ...NOTHING, ...place });
  });

  it.each([null, undefined, 'DE', 7, [], {}, { country_code: 'ZZ' }, { country_code: 'Germany' }, { asn: -1 }, { asn: 2 ** 32 }, { asn: 'ASx' }, { org: ' \n ' }, { country: null, city: 5 }])('takes %j for nothing', (record) => {
    expect(placeOf(record)).toBeNull();
  });

  it('keeps names short and in one line', () => {
    expect(placeOf({ org: `a\r\nb${'c'.repeat(500)}` })?.org).toMatch(/^a bc{117}$/);
  });
});
