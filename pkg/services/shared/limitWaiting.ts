import { BanguiError } from '../../domain/errors';

interface Limit {
  /** How many may be under way at once, those that wait for their turn included. */
  most: number;
  /** What one more is told. */
  words: string;
}

/** Lets `call` run as long as not too many of them are under way already: a script that asks and asks is told so before it fills the memory. Throws RATE_LIMITED. */
export function limitWaiting<A extends unknown[], R>(call: (...args: A) => Promise<R>, { most, words }: Limit): (...args: A) => Promise<R> {
  let waiting = 0;
  return async (...args) => {
    if (waiting >= most) {
      throw new BanguiError('RATE_LIMITED', words);
    }
    waiting++;
    try {
      return await call(...args);
    } finally {
      waiting--;
    }
  };
}
