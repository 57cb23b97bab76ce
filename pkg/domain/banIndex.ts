import type { BAN_SORTS } from '../contract/bans';
import type { ActiveBan } from './ban';
import { addressKey } from './addressKey';
import { parseAddress } from './address';

export interface BanFilter {
  jail?: readonly string[];
  search?: string;
  sort: (typeof BAN_SORTS)[number];
  order: 'asc' | 'desc';
}

export interface BanIndex {
  /**
   * Bans that match, in order. Also those whose end has passed: fail2ban lifts them a little later,
   * and in an idle jail not at all.
   */
  select(filter: BanFilter): ActiveBan[];
}

interface KeyedBan {
  ban: ActiveBan;
  /** First and last address of what is banned; null for what fail2ban lists without it being an address. */
  low: string | null;
  high: string | null;
}

type Matcher = (keyed: KeyedBan) => boolean;

/** One snapshot of active bans. Keys and orders are made at first use and kept with it: 100,000 bans stay cheap to page. */
export function createBanIndex(bans: readonly ActiveBan[]): BanIndex {
  const orders = new Map<BanFilter['sort'], KeyedBan[]>();
  let keyed: KeyedBan[] | null = null;

  const keys = () => (keyed ??= bans.map(withKey));
  const ordered = (sort: BanFilter['sort']): KeyedBan[] => {
    const kept = orders.get(sort) ?? [...keys()].sort(COMPARE[sort]);
    orders.set(sort, kept);
    return kept;
  };

  return {
    select({ jail, search, sort, order }) {
      const jails = jail && jail.length > 0 ? new Set(jail) : null;
      const matches = search ? matcherOf(search) : null;
      const found: ActiveBan[] = [];
      for (const entry of ordered(sort)) {
        const { ban } = entry;
        if ((!jails || jails.has(ban.jail)) && (!matches || matches(entry))) {
          found.push(ban);
        }
      }
      return order === 'asc' ? found : found.reverse();
    },
  };
}

function withKey(ban: ActiveBan): KeyedBan {
  if (!ban.address.includes('/')) {
    const key = addressKey(ban.address);
    return { ban, low: key, high: key };
  }
  try {
    const { low, high } = parseAddress(ban.address);
    return { ban, low, high };
  } catch {
    return { ban, low: null, high: null };
  }
}

/**
 * An address or a network finds what it holds and what holds it; the beginning of an address finds by text.
 * Throws INVALID_INPUT for what is neither.
 */
function matcherOf(search: string): Matcher {
  const text = search.toLowerCase();
  const isPrefix = /^(\d{1,3}(\.\d{1,3}){0,2}\.?|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){0,7})$/.test(text);
  if (isPrefix && (text.endsWith(':') || addressKey(text) === null)) {
    return ({ ban }) => ban.address.startsWith(text);
  }
  const { low, high } = parseAddress(search, 'search', 'drop');
  return (entry) =>
    entry.low !== null && entry.high !== null && ((low <= entry.low && entry.high <= high) || (entry.low <= low && high <= entry.high));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Addresses before what is none of them; the rest by text. */
function byAddress(a: KeyedBan, b: KeyedBan): number {
  return byText(a.low ?? 'z', b.low ?? 'z') || byText(a.ban.address, b.ban.address);
}

const COMPARE: Record<BanFilter['sort'], (a: KeyedBan, b: KeyedBan) => number> = {
  start: (a, b) => a.ban.start - b.ban.start || byAddress(a, b),
  end: (a, b) => (a.ban.end ?? Number.MAX_SAFE_INTEGER) - (b.ban.end ?? Number.MAX_SAFE_INTEGER) || byAddress(a, b),
  address: byAddress,
  jail: (a, b) => byText(a.ban.jail, b.ban.jail) || a.ban.start - b.ban.start,
};
