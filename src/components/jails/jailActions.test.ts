import { describe, expect, it } from 'vitest';
import { JAIL_STATES } from '../../../pkg/contract/jailControl';
import { actionsOf, toAct } from './jailActions';

describe('what can be done with a jail', () => {
  it('follows from its state, and from what is known of it', () => {
    expect(JAIL_STATES.map((state) => actionsOf({ state, idle: false }))).toEqual([['idle', 'stop'], ['wake', 'stop'], ['wake', 'idle', 'stop'], ['start', 'stop'], ['start']]);
    expect(actionsOf({ state: 'running', idle: null })).toEqual(['idle', 'wake', 'stop']);
  });

  it('is sent as such', () => {
    expect(toAct('idle', 'sshd')).toEqual({ kind: 'idle_jail', jail: 'sshd', on: true });
    expect(toAct('wake', 'sshd')).toEqual({ kind: 'idle_jail', jail: 'sshd', on: false });
    expect(toAct('start', 'sshd')).toEqual({ kind: 'start_jail', jail: 'sshd' });
    expect(toAct('stop', 'sshd')).toEqual({ kind: 'stop_jail', jail: 'sshd' });
  });
});
