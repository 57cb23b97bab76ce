import type { EventKind } from '../contract/queries';
import { parseAddress, type Address } from './address';
import { BanguiError } from './errors';
import type { Fail2banEvent } from './fail2banEvent';
import { lengthText } from './lengthText';

/** What fail2ban's log told, for eyes: no line of a log and no output of a command is in it. */
export interface LiveEvent {
  /** Unique among all events of all runs of the sidecar. */
  id: string;
  /** UTC epoch seconds, with milliseconds where the log has them. */
  at: number;
  kind: EventKind;
  event: Fail2banEvent['kind'];
  jail: string | null;
  /** As fail2ban writes it: an address, a network, or another text that was banned. */
  address: string | null;
  /** The address or network, read once for all who look for some; null where it is none. */
  range: Address | null;
  detail: string;
}

export const KIND_OF: Record<Fail2banEvent['kind'], EventKind> = {
  found: 'found',
  attempt: 'found',
  ignored: 'found',
  ban: 'ban',
  restore: 'ban',
  prolong: 'ban',
  alreadyBanned: 'ban',
  reban: 'ban',
  unban: 'unban',
  repeal: 'unban',
  flush: 'unban',
  jailCreated: 'jail',
  jailStarted: 'jail',
  jailStopped: 'jail',
  jailReloaded: 'jail',
  jailSkipped: 'jail',
  actionFailed: 'jail',
  serverStarted: 'server',
  serverStopping: 'server',
  serverStopped: 'server',
  commandFailed: 'server',
  otherError: 'server',
};

function banText(seconds: number): string {
  return seconds < 0 ? 'for ever' : `for ${lengthText(seconds)}`;
}

function detailOf(event: Fail2banEvent, banTimeOf: (jail: string) => number | null): string {
  switch (event.kind) {
    case 'ban': {
      const banTime = banTimeOf(event.jail);
      return banTime === null ? '' : banText(banTime);
    }
    case 'prolong':
      return `${banText(event.banTime)}, ban ${event.banCount} of this address`;
    case 'unban':
      return { unbanned: '', jail_stopped: 'its jail was being stopped', flushed: 'all bans of the jail were dropped' }[event.cause];
    case 'ignored':
      return `by ${event.by}`;
    case 'reban':
      return event.action === null ? 'by all actions' : `by ${event.action}`;
    case 'flush':
      return `by ${event.action}`;
    case 'serverStarted':
      return `fail2ban ${event.version}`;
    case 'actionFailed':
      return `${event.action}: ${event.phase}`;
    case 'otherError':
      return event.level;
    default:
      return '';
  }
}

function rangeOf(text: string | null): Address | null {
  try {
    return text === null ? null : parseAddress(text, 'address', 'drop');
  } catch (error) {
    if (error instanceof BanguiError) {
      return null;
    }
    throw error;
  }
}

export function liveEventOf(event: Fail2banEvent, id: string, banTimeOf: (jail: string) => number | null): LiveEvent {
  const address = 'address' in event ? event.address : null;
  return {
    id,
    at: event.at,
    kind: KIND_OF[event.kind],
    event: event.kind,
    jail: 'jail' in event ? event.jail : null,
    address,
    range: rangeOf(address),
    detail: detailOf(event, banTimeOf),
  };
}
