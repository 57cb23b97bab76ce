import { describe, expect, it } from 'vitest';
import { BanguiError, Fail2banUnreachable } from '../../domain/errors';
import { createNotedStarter } from './createNotedStarter';

describe('a starter that notes activations', () => {
  it('tells of a jail that was loaded, and of one over which fail2ban was lost, with when it began', async () => {
    const noted: Array<[string, number]> = [];
    const time = { now: 1000 };
    const outcome: { error: Error | null } = { error: null };
    const starter = createNotedStarter({
      starter: {
        async start() {
          time.now += 500;
          if (outcome.error) {
            throw outcome.error;
          }
          return { lost: [], added: [] };
        },
      },
      onActivated: (jail, beganMs) => void noted.push([jail, beganMs]),
      clock: { now: () => time.now },
    });
    await starter.start('sshd');
    outcome.error = new Fail2banUnreachable('connection_lost');
    await expect(starter.start('nginx')).rejects.toBe(outcome.error);
    outcome.error = new BanguiError('FAIL2BAN_REJECTED', 'no');
    await expect(starter.start('other')).rejects.toBe(outcome.error);
    expect(noted).toEqual([['sshd', 1000], ['nginx', 1500]]);
  });
});
