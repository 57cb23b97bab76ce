import { EVENT_KINDS, type EventKind } from '../../contract/queries';
import { covers, parseAddress, type Address } from '../../domain/address';
import { assertJailName } from '../../domain/jailName';
import type { LiveEvent } from '../../domain/liveEvent';

/** Which events are meant, in one form for all who mean the same: sorted, each once, null where nothing restricts. */
export interface EventFilter {
  kinds: readonly EventKind[] | null;
  jails: readonly string[] | null;
  search: Address | null;
}

export interface EventFilterRequest {
  kinds?: readonly EventKind[];
  jail?: readonly string[];
  /** An address or a network. */
  search?: string;
}

/** Throws INVALID_INPUT, which names the field. */
export function eventFilter({ kinds = [], jail = [], search = '' }: EventFilterRequest): EventFilter {
  jail.forEach((name) => assertJailName(name));
  const wanted = EVENT_KINDS.filter((kind) => kinds.includes(kind));
  return {
    kinds: wanted.length === 0 || wanted.length === EVENT_KINDS.length ? null : wanted,
    jails: jail.length === 0 ? null : [...new Set(jail)].sort(),
    search: search === '' ? null : parseAddress(search, 'search'),
  };
}

/** Events of the whole server belong to no jail and to no address. */
export function matches({ kinds, jails, search }: EventFilter, { kind, jail, range }: LiveEvent): boolean {
  if (kinds !== null && !kinds.includes(kind)) {
    return false;
  }
  if (jails !== null && (jail === null || !jails.includes(jail))) {
    return false;
  }
  return search === null || (range !== null && covers(search, range));
}
