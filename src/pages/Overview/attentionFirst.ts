import type { Jail, JailAttention } from '../../../pkg/contract/jails';

const WEIGHT: Record<JailAttention, number> = { watches_nothing: 2, blocks_nothing: 1 };

/** Jails that need a person's eye first, then those with the most bans. */
export function attentionFirst(jails: readonly Jail[]): Jail[] {
  const weight = ({ attention }: Jail) => attention.reduce((sum, reason) => sum + WEIGHT[reason], 0);
  return [...jails].sort((a, b) => weight(b) - weight(a) || b.currentlyBanned - a.currentlyBanned || a.name.localeCompare(b.name));
}
