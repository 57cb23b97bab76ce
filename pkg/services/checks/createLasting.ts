import type { Clock } from '../ports/clock';

/** Tells what has been so for a while from what is only just so. Looks that are far apart count as well. */
export function createLasting({ clock, ms }: { clock: Clock; ms: number }) {
  const since = new Map<string, number>();
  return {
    /** True once `isSo` was true at every look for this time. */
    holds(key: string, isSo: boolean): boolean {
      if (!isSo) {
        since.delete(key);
        return false;
      }
      const began = since.get(key) ?? clock.ticks();
      since.set(key, began);
      return clock.ticks() - began >= ms;
    },
    forget: (): void => since.clear(),
  };
}
