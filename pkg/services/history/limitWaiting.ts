import { BanguiError } from '../../domain/errors';

/** Many dashboards at once; a script that asks and asks is told so before it fills the memory. */
const MOST_WAITING = 64;

/** Lets `call` run as long as not too many of them are under way already. Throws RATE_LIMITED. */
export function limitWaiting<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  let waiting = 0;
  return async (...args) => {
    if (waiting >= MOST_WAITING) {
      throw new BanguiError('RATE_LIMITED', 'Too many large questions to the archive are waiting for their answers. Ask again in a moment.');
    }
    waiting++;
    try {
      return await call(...args);
    } finally {
      waiting--;
    }
  };
}
