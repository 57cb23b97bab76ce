import { describe, expect, it } from 'vitest';
import { QUERY_TYPES, querySchema } from '../../pkg/contract/queries';
import type { BanguiQuery } from './types';
import { withType } from './withType';

const OF_TOP: BanguiQuery = { refId: 'A', hide: true, queryType: 'top', by: 'network', limit: 900, jail: ['sshd'], search: '192.0.2.1', country: ['DE'], asn: ['64500'], minBans: 3 };

describe('a query that becomes one of another type', () => {
  it('keeps which bans it means', () => {
    const { by, limit, ...kept } = withType(OF_TOP, 'history');
    expect(kept).toMatchObject({ refId: 'A', hide: true, queryType: 'history', jail: ['sshd'], search: '192.0.2.1', country: ['DE'], asn: ['64500'], minBans: 3 });
    expect([by, limit]).toEqual([undefined, undefined]);
  });

  it('is one that the sidecar takes, whatever it was', () => {
    const full: BanguiQuery = { ...OF_TOP, limit: 100_000, level: 'ERROR', kinds: ['ban'], what: 'bans', check: 'archive', field: 'up' };
    for (const queryType of QUERY_TYPES) {
      expect([queryType, querySchema.safeParse(withType(full, queryType)).error?.issues]).toEqual([queryType, undefined]);
    }
  });

  it('takes a text of the log for no address, nor an address for a text', () => {
    expect(withType(OF_TOP, 'logs').search).toBeUndefined();
    expect(withType({ refId: 'A', queryType: 'logs', search: 'Restore Ban' }, 'bans').search).toBeUndefined();
  });
});
