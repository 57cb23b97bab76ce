import { expect, it } from 'vitest';
import { createFrame } from '../../../test/fakes/createFrame';
import type { Hosts } from '../hostsOf';
import { readBans, searchBans } from './readBans';

const hosts: Hosts = { uids: ['one'], of: (refId) => (refId === 'A' ? 'one' : null), queryType: (refId) => (refId === 'A' ? 'bans' : 'history') };
const series = [createFrame('A', { address: { values: ['192.0.2.1', '2001:DB8::1'] }, jail: { values: ['sshd', 'web'] } }), createFrame('B', { address: { values: ['192.0.2.2'] } }), createFrame('A', { jail: { values: ['sshd'] } })];

it('bans are read of whatever has addresses, and are active only where active bans were asked for', () => {
  const { frames, rows } = readBans(series, hosts, {});
  expect(frames).toEqual(series.slice(0, 2));
  expect(rows.map(({ uid, address, jail, active }) => [uid, address, jail, active])).toEqual([
    ['one', '192.0.2.1', 'sshd', true],
    ['one', '2001:DB8::1', 'web', true],
    [null, '192.0.2.2', '', false],
  ]);
});

it.each([
  ['', 3],
  [' 192.0.2. ', 2],
  ['db8', 1],
  ['SSH', 1],
  ['nobody', 0],
])('bans are found by %j', (search, count) => {
  expect(searchBans(readBans(series, hosts, {}).rows, search)).toHaveLength(count);
});
