import type { Fail2banEvent } from '../../domain/fail2banEvent';

/** fail2ban keeps no more for a ban either. */
const LINES_OF_ONE = 10;
/** Addresses that failed and were not banned yet. Older ones go first. */
const MOST_ADDRESSES = 20_000;

type Found = Extract<Fail2banEvent, { kind: 'found' | 'attempt' }>;

/** The failures that led to a ban, in the words of fail2ban's log: all there is where its database cannot be read. */
export function createFoundLines() {
  const lines = new Map<string, string[]>();
  const keyOf = ({ jail, address }: { jail: string; address: string }) => `${jail}\n${address}`;
  return {
    add(found: Found): void {
      const key = keyOf(found);
      const kept = lines.get(key) ?? [];
      kept.push(`${new Date(found.at * 1000).toISOString()} [${found.jail}] ${found.kind === 'found' ? 'Found' : 'Attempt'} ${found.address}`);
      lines.delete(key);
      lines.set(key, kept.slice(-LINES_OF_ONE));
      if (lines.size > MOST_ADDRESSES) {
        const [oldest] = lines.keys();
        lines.delete(oldest ?? '');
      }
    },
    /** Those of a ban, which begins anew after it. */
    of(ban: { jail: string; address: string }): string[] {
      return lines.get(keyOf(ban)) ?? [];
    },
    forget(ban: { jail: string; address: string }): void {
      lines.delete(keyOf(ban));
    },
  };
}
