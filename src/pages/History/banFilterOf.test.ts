import { describe, expect, it } from 'vitest';
import { historyRequestSchema } from '../../../pkg/contract/history';
import { DEFAULT_HISTORY } from '../../routing';
import { banFilterOf, isFiltered, NO_FILTER } from './banFilterOf';

const filtered = { ...DEFAULT_HISTORY, search: '192.0.2.0/24', jails: ['sshd'], countries: ['DE'], asns: [64496], minBans: 2 };

describe('banFilterOf', () => {
  it('makes what the API takes', () => {
    const request = banFilterOf(filtered, { range: '24h' });
    expect(request).toEqual({ range: '24h', search: '192.0.2.0/24', jail: ['sshd'], country: ['DE'], asn: [64496], minBans: 2 });
    expect(historyRequestSchema.parse(request)).toMatchObject(request);
  });

  it('leaves out what restricts nothing', () => {
    expect(banFilterOf(DEFAULT_HISTORY, { from: 1, to: 2 })).toEqual({ from: 1, to: 2 });
    expect(isFiltered(DEFAULT_HISTORY)).toBe(false);
    expect(isFiltered({ ...filtered, ...NO_FILTER })).toBe(false);
  });

  it.each(Object.keys(NO_FILTER) as Array<keyof typeof NO_FILTER>)('knows that %s filters', (name) => {
    expect(isFiltered({ ...DEFAULT_HISTORY, [name]: filtered[name] })).toBe(true);
  });
});
