import type { JailFate } from '../../../../pkg/contract/configChanges';

/** How many bans end at once in all jails together; null where bans stay as long as they are. */
export function endingOf(fates: readonly JailFate[]): number | null {
  const counts = fates.flatMap(({ endsBans }) => endsBans ?? []);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}
