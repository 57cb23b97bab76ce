import { BanguiError } from '../../domain/errors';
import { limitWaiting } from '../shared/limitWaiting';

const LIMIT = { most: 20, words: 'Too many changes of the configuration are waiting for their turn. Try again when some of them have ended.' };

/** One change of the configuration after the other. */
export function createChangeQueue() {
  const underWay = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const own = last.then(() => {
      if (stopped) {
        throw new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
      }
      return work();
    });
    last = own.catch(() => {});
    underWay.add(own);
    const done = () => void underWay.delete(own);
    own.then(done, done);
    return own;
  }

  return {
    inTurn,
    /** The same for what anybody may ask for at any time. Throws RATE_LIMITED when too many wait. */
    ordered: limitWaiting(inTurn, LIMIT),
    /** Starts no further change; resolves when none is under way. */
    async stop(): Promise<void> {
      stopped = true;
      await Promise.allSettled(underWay);
    },
  };
}
