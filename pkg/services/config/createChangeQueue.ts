import { BanguiError } from '../../domain/errors';
import type { Clock } from '../ports/clock';
import type { SingleChange } from '../shared/createSingleChange';
import { limitWaiting } from '../shared/limitWaiting';

const LIMIT = { most: 20, words: 'Too many changes of the configuration are waiting for their turn. Try again when some of them have ended.' };

/** So long a change waits for a reload, a restart or another operation that is under way. */
const WAITS_MS = 10_000;

interface ChangeQueueDeps {
  single: SingleChange;
  clock: Pick<Clock, 'after'>;
}

/** One change of the configuration after the other, and beside no other change of jails or of the server. */
export function createChangeQueue({ single, clock }: ChangeQueueDeps) {
  const underWay = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;
  let endWait = () => {};

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const own = last.then(() => {
      assertGoing();
      return work();
    });
    last = own.catch(() => {});
    underWay.add(own);
    const done = () => void underWay.delete(own);
    own.then(done, done);
    return own;
  }

  function assertGoing(): void {
    if (stopped) {
      throw new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
    }
  }

  async function untilFree(): Promise<void> {
    let cancel = () => {};
    const limit = new Promise<void>((resolve) => {
      cancel = clock.after(WAITS_MS, resolve);
      endWait = resolve;
    });
    await Promise.race([single.whenFree(), limit]).finally(() => cancel());
    assertGoing();
  }

  return {
    inTurn,
    /** Within its turn: waits for an operation that is under way, and lets none begin until `work` has ended. Throws OPERATION_IN_PROGRESS when that takes too long. */
    async alone<T>(kind: 'change_config' | 'set_server', work: () => Promise<T>): Promise<T> {
      await untilFree();
      const done = single.begin(kind, null);
      return work().finally(done);
    },
    /** The same for what anybody may ask for at any time. Throws RATE_LIMITED when too many wait. */
    ordered: limitWaiting(inTurn, LIMIT),
    /** Starts no further change; resolves when none is under way. */
    async stop(): Promise<void> {
      stopped = true;
      endWait();
      await Promise.allSettled(underWay);
    },
  };
}
