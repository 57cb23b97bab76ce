import { describe, expect, it } from 'vitest';
import type { ActiveBan } from './ban';
import { createBanIndex } from './banIndex';

const ban = (jail: string, address: string, start: number, end: number | null = start + 600): ActiveBan => ({ jail, address, start, end, banTime: end === null ? -1 : 600 });

const index = createBanIndex([
  ban('sshd', '192.0.2.10', 300),
  ban('sshd', '192.0.2.9', 100, null),
  ban('nginx', '198.51.100.0/24', 200),
  ban('nginx', '2001:db8::7', 400),
  ban('nginx', 'not-an-ip', 50),
]);
const found = (filter: Partial<Parameters<typeof index.select>[0]>) =>
  index.select({ sort: 'start', order: 'asc', ...filter }).map(({ address }) => address);

describe('the ban index', () => {
  it('sorts by start, end (for ever last), address as numbers, and jail', () => {
    expect(found({})).toEqual(['not-an-ip', '192.0.2.9', '198.51.100.0/24', '192.0.2.10', '2001:db8::7']);
    expect(found({ order: 'desc' })).toEqual([...found({})].reverse());
    expect(found({ sort: 'end' }).at(-1)).toBe('192.0.2.9');
    expect(found({ sort: 'address' })).toEqual(['192.0.2.9', '192.0.2.10', '198.51.100.0/24', '2001:db8::7', 'not-an-ip']);
    expect(found({ sort: 'jail' })).toEqual(['not-an-ip', '198.51.100.0/24', '2001:db8::7', '192.0.2.9', '192.0.2.10']);
  });

  it('keeps to the jails asked for, and to all when none is', () => {
    expect(found({ jail: ['sshd'] })).toEqual(['192.0.2.9', '192.0.2.10']);
    expect(found({ jail: [] })).toHaveLength(5);
    expect(found({ jail: ['nosuch'] })).toEqual([]);
  });

  it.each([
    ['192.0.2.9', ['192.0.2.9']],
    ['192.0.2.0/24', ['192.0.2.9', '192.0.2.10']],
    ['198.51.100.77', ['198.51.100.0/24']],
    ['198.51.0.0/16', ['198.51.100.0/24']],
    ['198.51.100.128/25', ['198.51.100.0/24']],
    ['2001:DB8::/32', ['2001:db8::7']],
    ['192.0.2.1', []],
    ['192.0', ['192.0.2.9', '192.0.2.10']],
    ['19', ['192.0.2.9', '198.51.100.0/24', '192.0.2.10']],
    ['2001:db8:', ['2001:db8::7']],
    ['2001:db8::', ['2001:db8::7']],
    ['192.0.2.99/24', ['192.0.2.9', '192.0.2.10']],
    ['192.0.2.0/2', ['192.0.2.9', '198.51.100.0/24', '192.0.2.10']],
    ['203.0.113.1', []],
  ])('search %s finds %j', (search, expected) => {
    expect(found({ search })).toEqual(expected);
  });

  it.each(['192.0.2.0/33', 'sshd', '1.2.3.4.5', '<script>'])('search %s is refused', (search) => {
    expect(() => found({ search })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'search' } }));
  });
});
