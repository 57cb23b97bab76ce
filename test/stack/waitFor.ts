import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  timeoutMs?: number;
  everyMs?: number;
  signal?: AbortSignal;
}

/** Asks again and again until the answer is neither false, null nor undefined; throws when the time is up. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T> | T,
  { timeoutMs = 30_000, everyMs = 50, signal }: WaitOptions = {}
): Promise<Exclude<T, false | null | undefined>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) {
      return answer as Exclude<T, false | null | undefined>;
    }
    if (Date.now() > end) {
      throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}`);
    }
    await sleep(everyMs, undefined, { signal });
  }
}
