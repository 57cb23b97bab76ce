import type { HistoryBan } from '../../contract/history';
import type { FrameMeta } from './frame';

type Notices = NonNullable<FrameMeta['notices']>;

export function staleNotice(stale: boolean, asOf: number): Notices {
  if (!stale) {
    return [];
  }
  const time = new Date(asOf * 1000).toISOString();
  return [{ severity: 'warning', text: `fail2ban is busy: this is its last good answer, of ${time}.` }];
}

export function shortenedNotice(shown: number, total: number): Notices {
  return shown < total ? [{ severity: 'info', text: `${shown} of ${total} bans are shown; raise the limit to see more.` }] : [];
}

export function moreNotice(shown: number, more: boolean): Notices {
  return more ? [{ severity: 'info', text: `The newest ${shown} bans are shown; raise the limit or shorten the time range to see the others.` }] : [];
}

export function approximateNotice(bans: readonly HistoryBan[]): Notices {
  const approximate = bans.some((ban) => ban.approximate);
  return approximate ? [{ severity: 'info', text: 'Some bans were only seen in a list of active bans: their times are approximate.' }] : [];
}
