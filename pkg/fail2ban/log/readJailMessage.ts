import { LAST_MOMENT } from '../../contract/lastMoment';
import { boundedBanTime } from '../../domain/banTime';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import type { LogClock } from './createLogClock';
import { parseLength } from './parseLength';

const OF_JAIL = /^\[([^\]]+)\] (.+)/;
const VERB = /^(Restore Ban|Repeal Ban|Increase Ban|Found|Unban|Ban|Reban|Ignore|Attempt) (.+)$/;
const FAILURE = /^(.+) - (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/;
const IGNORED = /^(.+?)(?: by (.+)|, (expired bantime))$/;
const PROLONGED = /^(.+) \((\d+) # (.+) -> (.+)\)$/;
const REBAN = /^(.+?)(?:, action ['"](.+)['"])?$/;
const ALREADY = /^(\S.*) already banned$/;
const FLUSH = /^Flush ticket\(s\) with (.+)$/;

/** What "[jail] …" tells; null when it is no event. Of an id with newlines the first line is taken: what follows was not written by fail2ban. */
export function readJailMessage(message: string, at: number, clock: Pick<LogClock, 'near'>): Fail2banEvent | null {
  const [, jail, text = ''] = OF_JAIL.exec(message) ?? [];
  if (jail === undefined) {
    return null;
  }
  const [, verb = '', rest = ''] = VERB.exec(text) ?? [];
  if (verb !== '') {
    return readVerb(verb, rest, { at, jail }, clock);
  }
  const already = ALREADY.exec(text)?.[1];
  if (already !== undefined) {
    return { kind: 'alreadyBanned', at, jail, address: already };
  }
  const action = FLUSH.exec(text)?.[1];
  return action === undefined ? null : { kind: 'flush', at, jail, action };
}

function readVerb(verb: string, rest: string, base: { at: number; jail: string }, clock: Pick<LogClock, 'near'>): Fail2banEvent | null {
  switch (verb) {
    case 'Ban':
      return { kind: 'ban', ...base, address: rest };
    case 'Unban':
      return { kind: 'unban', ...base, address: rest, cause: 'unbanned' };
    case 'Restore Ban':
      return { kind: 'restore', ...base, address: rest };
    case 'Repeal Ban':
      return { kind: 'repeal', ...base, address: rest };
    case 'Found':
      return readFailure('found', rest, base, clock);
    case 'Attempt':
      return readFailure('attempt', rest, base, clock);
    case 'Increase Ban':
      return readProlonged(rest, base, clock);
    case 'Reban': {
      const [, address = rest, action = null] = REBAN.exec(rest) ?? [];
      return { kind: 'reban', ...base, address, action };
    }
    default: {
      const [, address, by, expired] = IGNORED.exec(rest) ?? [];
      return address === undefined ? null : { kind: 'ignored', ...base, address, by: by ?? expired ?? '' };
    }
  }
}

/** "Found x, bad - TIME, 2 # -> 3" says a second time what "Found x - TIME" said, and does not end in a time. */
function readFailure(kind: 'found' | 'attempt', rest: string, { at, jail }: { at: number; jail: string }, clock: Pick<LogClock, 'near'>): Fail2banEvent | null {
  const [, address, time = ''] = FAILURE.exec(rest) ?? [];
  const failed = clock.near(time, at);
  return address === undefined || Number.isNaN(failed) ? null : { kind, at: failed, loggedAt: at, jail, address };
}

function readProlonged(rest: string, base: { at: number; jail: string }, clock: Pick<LogClock, 'near'>): Fail2banEvent | null {
  const [, address, count = '', length = '', time = ''] = PROLONGED.exec(rest) ?? [];
  const banTime = length === 'permanent' ? -1 : boundedBanTime(parseLength(length));
  if (address === undefined || Number.isNaN(banTime)) {
    return null;
  }
  const end = banTime < 0 ? null : clock.near(time, base.at + banTime);
  const isEnd = end !== null && end >= Math.floor(base.at) && end <= LAST_MOMENT;
  return { kind: 'prolong', ...base, address, banTime, banCount: Number.isSafeInteger(Number(count)) ? Number(count) : 1, end: isEnd ? end : null };
}
