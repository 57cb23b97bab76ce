import type { Status } from '../contract/status';

/** For how long fail2ban has been busy at `now`, in UTC epoch seconds; 0 while it is not. */
export function busySeconds({ state, since }: Pick<Status, 'state' | 'since'>, now: number): number {
  return state === 'busy' ? Math.max(0, now - since) : 0;
}
