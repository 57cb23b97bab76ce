import { BanguiError } from '../../domain/errors';
import type { JailStarter } from '../jails/createJailStarter';
import type { Clock } from '../ports/clock';

interface NotedStarterDeps {
  starter: JailStarter;
  /** A jail was loaded, begun at this time in epoch milliseconds, or fail2ban was lost over it. */
  onActivated: (jail: string, beganMs: number) => void;
  clock: Pick<Clock, 'now'>;
}

/** fail2ban may have died of it. */
const LOST: ReadonlySet<string> = new Set(['FAIL2BAN_UNREACHABLE', 'FAIL2BAN_TIMEOUT', 'FAIL2BAN_PROTOCOL_ERROR']);

/** Loads jails, and tells of each that it activated. */
export function createNotedStarter({ starter, onActivated, clock }: NotedStarterDeps): JailStarter {
  return {
    async start(jail) {
      const beganMs = clock.now();
      try {
        const others = await starter.start(jail);
        onActivated(jail, beganMs);
        return others;
      } catch (error) {
        if (error instanceof BanguiError && LOST.has(error.code)) {
          onActivated(jail, beganMs);
        }
        throw error;
      }
    },
  };
}
