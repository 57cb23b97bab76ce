import { describe, expect, it } from 'vitest';
import { variableValues } from './variableValues';

const frame = (columns: Record<string, unknown[]>) => ({
  fields: Object.entries(columns).map(([name, values]) => ({ name, values })),
});

describe('the values of a variable', () => {
  it('are the jails', () => {
    expect(variableValues('jails', frame({ jail: ['sshd', 'recidive'], currentlyBanned: [1, 2] }))).toEqual([
      { text: 'sshd', value: 'sshd' },
      { text: 'recidive', value: 'recidive' },
    ]);
  });

  it('are countries by their names, without what is unknown', () => {
    expect(variableValues('countries', frame({ country: ['DE', null, 'ZZ', '*'], countryName: ['Germany', null, '', 'All others'] }))).toEqual([
      { text: 'Germany', value: 'DE' },
      { text: 'ZZ', value: 'ZZ' },
    ]);
  });

  it.each([
    ['numbers', [64500, null, 64501]],
    ['texts', ['AS64500', '', '64501']],
  ])('are autonomous systems, which come as %s', (_, asn) => {
    expect(variableValues('asns', frame({ asn, organisation: ['Example Net', null, null] }))).toEqual([
      { text: 'AS64500 Example Net', value: '64500' },
      { text: 'AS64501', value: '64501' },
    ]);
  });

  it('are addresses', () => {
    expect(variableValues('addresses', frame({ address: ['192.0.2.1', '2001:db8::1'], bans: [9, 2] })).map(({ value }) => value)).toEqual(['192.0.2.1', '2001:db8::1']);
  });

  it('are none in a frame that has other fields', () => {
    expect(variableValues('addresses', frame({ time: [1] }))).toEqual([]);
  });
});
