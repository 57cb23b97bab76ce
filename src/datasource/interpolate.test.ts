import { describe, expect, it } from 'vitest';
import { QUERY_TYPES, querySchema } from '../../pkg/contract/queries';
import type { FillIn } from './interpolate';
import { interpolate } from './interpolate';
import type { BanguiQuery } from './types';

const VALUES: Record<string, string[]> = {
  $jail: ['sshd', 'nginx-http-auth'],
  $country: ['DE', 'US'],
  $asn: ['64500', '64501'],
  $net: ['192.0.2.0/24'],
  $n: ['25'],
  $by: ['country'],
  $level: ['WARNING'],
  $kinds: ['ban', 'unban'],
  $what: ['bans'],
  $check: ['archive'],
  $field: ['up'],
  $none: [],
  $all: ['$__all'],
};

/** As Grafana does: several values with commas or within braces. */
const fillIn: FillIn = (text, format) =>
  text.replace(/\$[a-z]+/g, (name) => {
    const values = VALUES[name] ?? [name];
    return format === 'csv' || values.length < 2 ? values.join(',') : `{${values.join(',')}}`;
  });

const fill = (query: Partial<BanguiQuery>) => interpolate({ refId: 'A', ...query }, fillIn);

describe('variables in a query', () => {
  it('may stand in every field of every query type', () => {
    const everywhere: Partial<BanguiQuery> = {
      jail: '$jail',
      search: ' $net ',
      country: ['$country', 'ZZ'],
      asn: '$asn',
      minBans: '$n',
      limit: '$n',
      by: '$by',
      level: '$level',
      kinds: ['found', '$kinds'],
      what: '$what',
      check: '$check',
      field: '$field',
    };
    for (const queryType of QUERY_TYPES) {
      const filled = fill({ ...everywhere, queryType });
      expect(filled).toMatchObject({
        jail: ['sshd', 'nginx-http-auth'],
        search: '192.0.2.0/24',
        country: ['DE', 'US', 'ZZ'],
        asn: ['64500', '64501'],
        minBans: 25,
        limit: 25,
        by: 'country',
        level: 'WARNING',
        kinds: ['found', 'ban', 'unban'],
        what: 'bans',
        check: 'archive',
        field: 'up',
      });
      expect(querySchema.parse(filled)).toMatchObject({ queryType });
    }
  });

  it('leave a number that is none as it is, so that the error names the field', () => {
    const filled = fill({ queryType: 'bans', limit: '$unknown' });
    expect(filled.limit).toBe('$unknown');
    expect(querySchema.safeParse(filled).error?.issues).toMatchObject([{ path: ['limit'] }]);
  });

  it('without a value restrict nothing', () => {
    const filled = fill({ queryType: 'events', limit: '$none', kinds: ['$none'], search: '$none', jail: '$none' });
    expect(filled).toMatchObject({ search: '', jail: [] });
    expect([filled.limit, filled.kinds]).toEqual([undefined, undefined]);
    expect(fill({ queryType: 'events', kinds: '$all' }).kinds).toBeUndefined();
  });

  it('change nothing that was not given', () => {
    expect(fill({ queryType: 'bans', limit: 7 })).toEqual({ refId: 'A', queryType: 'bans', limit: 7 });
  });
});
