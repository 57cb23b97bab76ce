import type { JailListResponse, JailState } from '../../../pkg/contract/jailControl';
import type { Jail, JailAttention } from '../../../pkg/contract/jails';

/** A jail's state, and what fail2ban tells of it when it is listed. */
export interface JailRow extends JailState {
  jail: Jail | null;
}

const ATTENTION: Record<JailAttention, number> = { watches_nothing: 2, blocks_nothing: 1 };
const STATE: Record<JailState['state'], number> = { listed_not_started: 16, configured_not_running: 8, idle: 4, unknown: 4, running: 0 };

/** Every jail that is listed or enabled: those that need a person's eye first, then those with the most bans. */
export function jailRows({ states, jails }: JailListResponse): JailRow[] {
  const rows = states.map((state): JailRow => ({ ...state, jail: jails.find(({ name }) => name === state.name) ?? null }));
  const bans = ({ jail }: JailRow) => jail?.currentlyBanned ?? 0;
  return rows.sort((a, b) => weight(b) - weight(a) || bans(b) - bans(a) || a.name.localeCompare(b.name));
}

function weight({ state, jail }: JailRow): number {
  return STATE[state] + (jail?.attention ?? []).reduce((sum, reason) => sum + ATTENTION[reason], 0);
}
