import { createHash } from 'node:crypto';
import { ERROR_STATUS } from '../../contract/errors';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { Clock } from '../ports/clock';

const KEPT = 500;
const GOOD_FOR_MS = 24 * 3_600_000;
const KEY = /^[\x21-\x7e]{1,128}$/;

interface RepeatsDeps<T> {
  clock: Clock;
  /** What tells an answer once more, and should keep no more of it than that needs. */
  recallOf?: (answer: T) => () => Promise<T>;
}

interface Known<T> {
  request: string;
  answer: () => Promise<T>;
  ticks: number;
  isUnderWay: boolean;
}

/** A request that comes again under the same key is answered with what became of the first, and does nothing itself. */
export function createRepeats<T>({ clock, recallOf = (answer) => async () => answer }: RepeatsDeps<T>) {
  const known = new Map<string, Known<T>>();

  function forgetOld(): void {
    for (const [id, { ticks, isUnderWay }] of known) {
      if (!isUnderWay && (known.size > KEPT || clock.ticks() - ticks > GOOD_FOR_MS)) {
        known.delete(id);
      }
    }
  }

  return {
    /** `key` null: nobody asks for it. Throws INVALID_INPUT when the key was used for something else. */
    once(login: string, key: string | null, request: unknown, work: () => Promise<T>): Promise<T> {
      if (key === null) {
        return work();
      }
      if (!KEY.test(key)) {
        throw invalidInput('Idempotency-Key', 'The header Idempotency-Key has 1 to 128 printable characters without blanks.');
      }
      const id = JSON.stringify([login, key]);
      const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
      forgetOld();
      const first = known.get(id);
      if (first && first.request !== hash) {
        throw invalidInput('Idempotency-Key', 'This key was used for another request before.');
      }
      if (first) {
        return first.answer();
      }
      const answer = work();
      const own: Known<T> = { request: hash, answer: () => answer, ticks: clock.ticks(), isUnderWay: true };
      known.set(id, own);
      answer.then(
        (done) => Object.assign(own, { isUnderWay: false, answer: recallOf(done) }),
        (error: unknown) => {
          own.isUnderWay = false;
          isFinal(error) || known.delete(id);
        }
      );
      return answer;
    },
  };
}

/** What failed for a reason that may pass is tried again. */
function isFinal(error: unknown): boolean {
  return error instanceof BanguiError && ERROR_STATUS[error.code] < 429 && error.code !== 'OPERATION_IN_PROGRESS';
}
