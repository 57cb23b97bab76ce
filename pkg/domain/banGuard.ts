import type { Address } from './address';
import { covers, parseAddress } from './address';

/** Why a ban of an address would be a mistake. */
export const GUARD_RULES = ['too_wide', 'loopback', 'own_address', 'gateway', 'ignored', 'ssh_peer', 'your_address', 'bulk_unban'] as const;
export type GuardRule = (typeof GUARD_RULES)[number];

export interface GuardConflict {
  address: string;
  rule: GuardRule;
  /** What it collides with. */
  protects: string;
}

export interface Protected {
  rule: GuardRule;
  address: Address;
}

const WIDEST = { 4: 16, 6: 32 } as const;
const LOOPBACK = ['127.0.0.0/8', '0.0.0.0/8', '::1', '::'].map((text): Protected => ({ rule: 'loopback', address: parseAddress(text) }));

/** Networks wider than /16 (IPv4) and /32 (IPv6) are never banned or unbanned, whoever confirms it. */
export function tooWide(addresses: readonly Address[]): GuardConflict[] {
  return addresses
    .filter(({ family, prefix }) => prefix < WIDEST[family])
    .map(({ text, family }) => ({ address: text, rule: 'too_wide', protects: `/${WIDEST[family]}` }));
}

/** Every address that is, holds or lies inside something protected. */
export function conflictsOf(addresses: readonly Address[], protectedOnes: readonly Protected[]): GuardConflict[] {
  const all = [...LOOPBACK, ...protectedOnes];
  return addresses.flatMap((address) =>
    all
      .filter((candidate) => covers(candidate.address, address) || covers(address, candidate.address))
      .map((candidate) => ({ address: address.text, rule: candidate.rule, protects: candidate.address.text }))
  );
}
