import { expect, it } from 'vitest';
import { createFakeArchive } from '../../../test/fakes/createFakeArchive';
import { createPlacingArchive } from './createPlacingArchive';

const T = 1_767_225_600;
const EVER = { from: 0, to: 2 * T };
const FRANCE = { country: 'FR', asn: 64501, org: 'Example' };

it('gives what is written the place of its address, where that is known', async () => {
  const { port } = createFakeArchive();
  const archive = createPlacingArchive(port, (address) => (address.startsWith('203.0.113.') ? FRANCE : null));
  await archive.recordBans([
    { jail: 'sshd', address: '203.0.113.1', start: T, banTime: 600, origin: 'own' },
    { jail: 'sshd', address: '198.51.100.1', start: T + 10, banTime: 600, origin: 'own' },
  ]);
  await archive.recordFollowed([{ kind: 'ban', jail: 'sshd', address: '203.0.113.2', at: T + 20, banTime: 600 }], 'p');
  expect((await archive.history(EVER, 10)).map(({ address, country, asn }) => [address, country, asn])).toEqual([
    ['203.0.113.2', 'FR', 64501],
    ['198.51.100.1', null, null],
    ['203.0.113.1', 'FR', 64501],
  ]);
});
