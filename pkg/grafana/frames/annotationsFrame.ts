import type { HistoryBan } from '../../contract/history';
import type { LifeEvent } from '../../domain/archivedBan';
import { lengthText } from '../../domain/lengthText';
import type { Life } from '../../services/ports/archivePort';
import type { Frame, FrameMeta } from './frame';

/** Times in UTC epoch seconds; `timeEnd` is null for a moment, and while it runs. */
export interface Annotation {
  time: number;
  timeEnd: number | null;
  title: string;
  text: string;
  tags: string[];
}

const ENDS: Record<NonNullable<HistoryBan['endCause']>, string> = {
  expired: 'its time was over',
  unbanned: 'it was unbanned',
  jail_stopped: 'its jail was stopped',
  flushed: 'all bans of the jail were lifted',
};
const HAPPENED: Record<LifeEvent, string> = {
  server_started: 'fail2ban started',
  server_stopped: 'fail2ban stopped',
  jail_started: 'started',
  jail_stopped: 'stopped',
  jail_reloaded: 'reloaded',
};

/** Bans as regions up to their end. Without who asked for them: a visitor of a public dashboard may see it. */
export function banAnnotations(refId: string, bans: readonly HistoryBan[], more: boolean): Frame {
  const annotations = bans.map((ban) => ({ time: ban.start, timeEnd: ban.endedAt, title: `Ban ${ban.address} in ${ban.jail}`, text: banText(ban), tags: ['ban', ban.jail] }));
  return annotationsFrame(refId, annotations, more);
}

export function lifeAnnotations(refId: string, events: readonly Life[], more: boolean): Frame {
  const annotations = events.map(({ at, what, jail, detail }) => ({
    time: at,
    timeEnd: null,
    title: jail === null ? HAPPENED[what] : `Jail ${jail} ${HAPPENED[what]}`,
    text: detail === '' ? '' : `Version ${detail}`,
    tags: jail === null ? ['fail2ban'] : ['jail', jail],
  }));
  return annotationsFrame(refId, annotations, more);
}

function banText({ failures, banTime, start, endedAt, endCause }: HistoryBan): string {
  // By hand there is none.
  const found = failures === null || failures === 0 ? [] : [`${failures} ${failures === 1 ? 'failure' : 'failures'}`];
  const length = banTime < 0 ? 'banned for ever' : `banned for ${lengthText(banTime)}`;
  const end = endedAt === null ? [] : [`ended after ${lengthText(endedAt - start)}${endCause === null ? '' : `, as ${ENDS[endCause]}`}`];
  return [...found, length, ...end].join('; ');
}

/** Grafana finds the parts of an annotation by the names that are shown, so that they have no others. */
export function annotationsFrame(refId: string, annotations: readonly Annotation[], more: boolean): Frame {
  const texts = (name: string, read: (annotation: Annotation) => string) => ({ name, type: 'string' as const, values: annotations.map(read) });
  const times = (name: string, read: (annotation: Annotation) => number | null) => ({ name, type: 'time' as const, values: annotations.map(read) });
  return {
    name: 'annotations',
    refId,
    meta: { notices: moreNotice(annotations.length, more) },
    fields: [
      times('time', ({ time }) => time),
      times('timeEnd', ({ timeEnd }) => timeEnd),
      texts('title', ({ title }) => asText(title)),
      texts('text', ({ text }) => asText(text)),
      texts('tags', ({ tags }) => tags.map((tag) => tag.replaceAll(',', ' ')).join(',')),
      // With another id Grafana offers to edit and delete what it takes for its own.
      { name: 'id', type: 'number', values: annotations.map(() => 0) },
    ],
  };
}

/** Grafana shows HTML; what was banned may be any text. */
function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function moreNotice(shown: number, more: boolean): NonNullable<FrameMeta['notices']> {
  return more ? [{ severity: 'info', text: `Only the newest ${shown} are shown; raise the limit to see more.` }] : [];
}
