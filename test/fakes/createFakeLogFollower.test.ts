import { describe, expect, it } from 'vitest';
import type { FollowedBatch } from '../../pkg/services/ports/logFollowerPort';
import { describeLogFollowerPort } from '../contracts/logFollowerPort.contract';
import { waitFor } from '../stack/waitFor';
import { createFakeLogFollower } from './createFakeLogFollower';

describeLogFollowerPort('the fake', async () => {
  const fake = createFakeLogFollower();
  return {
    port: fake.port,
    source: { kind: 'file', path: '/var/log/fail2ban.log', timeZone: null },
    writeBans: (at, addresses) => fake.write(...addresses.map((address, index) => ({ kind: 'ban' as const, at: at + index, jail: 'sshd', address }))),
    dispose: () => {},
  };
});

describe('the fake log follower', () => {
  it('can lose what was written', async () => {
    const fake = createFakeLogFollower();
    fake.write({ kind: 'serverStopped', at: 1 });
    fake.loseUnread();
    const batches: FollowedBatch[] = [];
    const followed = fake.port.follow({ kind: 'journal', matches: [], timeZone: null }, null, async (batch) => void batches.push(batch));
    await waitFor('the gap', () => batches.some(({ gap }) => gap));
    await followed.stop();
    expect(batches.flatMap(({ events }) => events)).toEqual([]);
  });
});
