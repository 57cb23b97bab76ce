import type { PickleValue } from './codec/pickleValue';
import type { Request } from './command';

/** A request on its way: not yet sent, or sent and waiting for its turn to be answered. */
export interface Job {
  request: Request;
  bytes: Buffer;
  retried: boolean;
  resolve(value: PickleValue): void;
  reject(error: Error): void;
}

/** Keeps fail2ban's share of a pipeline small enough for its other clients. */
const MAX_PIPELINED = 64;

/** First in, first out. fail2ban answers in order, so the oldest sent job owns the next reply. */
export function createCommandQueue() {
  let waiting: Job[] = [];
  let sent: Job[] = [];

  function maySend({ request }: Job): boolean {
    return request.kind === 'short' ? sent.length < MAX_PIPELINED && sent.every((job) => job.request.kind === 'short') : sent.length === 0;
  }

  return {
    add(job: Job): void {
      waiting.push(job);
    },
    isEmpty: () => waiting.length === 0 && sent.length === 0,
    head: (): Job | null => sent[0] ?? null,
    /** Marks as sent, and returns, what may be written now. */
    send(): Job[] {
      const batch: Job[] = [];
      for (const job of waiting) {
        if (!maySend(job)) {
          break;
        }
        sent.push(job);
        batch.push(job);
      }
      waiting = waiting.slice(batch.length);
      return batch;
    },
    /** The owner of the reply that has just come. */
    answered: (): Job | null => sent.shift() ?? null,
    /** The connection is gone: a sent read gets its second chance, before all that was never sent; the rest fails. */
    retrySent(error: Error): void {
      const retry = sent.filter(({ request, retried }) => request.kind !== 'change' && !retried);
      const lost = sent.filter((job) => !retry.includes(job));
      retry.forEach((job) => (job.retried = true));
      sent = [];
      waiting = [...retry, ...waiting];
      lost.forEach((job) => job.reject(error));
    },
    rejectAll(error: Error): void {
      const all = [...sent, ...waiting];
      sent = [];
      waiting = [];
      all.forEach((job) => job.reject(error));
    },
  };
}
