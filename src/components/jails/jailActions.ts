import type { Limit } from '../../../pkg/contract/surroundings';
import type { JailAct } from '../../api/changes';
import type { JailRow } from './jailRows';

export type JailAction = 'start' | 'idle' | 'wake' | 'stop';

/** What can be done with a jail as it is. Where nobody knows whether it is idle, it can be woken as well. */
export function actionsOf({ state, idle }: Pick<JailRow, 'state' | 'idle'>): JailAction[] {
  switch (state) {
    case 'running':
      return idle === null ? ['idle', 'wake', 'stop'] : ['idle', 'stop'];
    case 'idle':
      return ['wake', 'stop'];
    case 'unknown':
      return ['wake', 'idle', 'stop'];
    case 'listed_not_started':
      return ['start', 'stop'];
    case 'configured_not_running':
      return ['start'];
  }
}

/** Why no jail can be started on this host, if so. */
export function startObstacle(limits: readonly Limit[]): string | undefined {
  return limits.find(({ capability }) => capability === 'start_jails')?.reason;
}

export function toAct(action: JailAction, jail: string): JailAct {
  switch (action) {
    case 'start':
      return { kind: 'start_jail', jail };
    case 'stop':
      return { kind: 'stop_jail', jail };
    case 'idle':
    case 'wake':
      return { kind: 'idle_jail', jail, on: action === 'idle' };
  }
}
