import type { Clock } from '../../services/ports/clock';

export interface Alarm {
  /** Resolves after `ms`, or sooner when woken or stopped; at once when woken since the last sleep. */
  sleep(ms: number): Promise<void>;
  /** Resolves after `ms`, or sooner when stopped; being woken does not count. */
  rest(ms: number): Promise<void>;
  wake(): void;
}

export function createAlarm(clock: Clock, stopped: AbortSignal): Alarm {
  const sleepers = new Set<() => void>();
  let woken = false;

  function wait(ms: number, group?: Set<() => void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, end);
      stopped.addEventListener('abort', end, { once: true });
      group?.add(end);
      function end(): void {
        cancel();
        stopped.removeEventListener('abort', end);
        group?.delete(end);
        resolve();
      }
    });
  }

  return {
    async sleep(ms) {
      if (!woken && !stopped.aborted) {
        await wait(ms, sleepers);
      }
      woken = false;
    },
    rest: (ms) => (stopped.aborted ? Promise.resolve() : wait(ms)),
    wake() {
      woken = true;
      for (const end of [...sleepers]) {
        end();
      }
    },
  };
}
