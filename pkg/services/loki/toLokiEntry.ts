import type { Outgoing, OutgoingBan, OutgoingEvent } from '../../domain/outgoing';
import type { LokiEntry } from '../ports/lokiPort';

interface Labelling {
  host: string;
  /** The operator's own. */
  labels: Readonly<Record<string, string>>;
}

/**
 * One line of Loki. The same entry makes the same line, time and labels each time, so that Loki knows it again.
 * Labels are few and never an address: each combination is a stream of its own.
 */
export function toLokiEntry({ seq, stamp, event }: Outgoing, { host, labels }: Labelling): LokiEntry {
  const { label, jail, at, fields } = described(event);
  // Entries of one second stay in their order.
  const nanoseconds = String(seq % 1e9).padStart(9, '0');
  return {
    labels: { ...labels, job: 'bangui', host, event: label, ...(jail === null ? {} : { jail }) },
    at: `${Math.max(0, stamp ?? at)}${nanoseconds}`,
    line: JSON.stringify({ event: label, time: isoOf(at), host, ...(jail === null ? {} : { jail }), ...fields }),
  };
}

interface Described {
  label: 'ban' | 'unban' | 'jail' | 'server' | 'audit';
  jail: string | null;
  at: number;
  fields: Record<string, unknown>;
}

function described(event: OutgoingEvent): Described {
  switch (event.kind) {
    case 'ban':
      return { label: 'ban', jail: event.ban.jail, at: event.ban.start, fields: { id: `ban-${event.ban.id}-${event.ban.start}`, ...banFields(event.ban), actor: event.ban.actor } };
    case 'end': {
      const { id, jail, start, endedAt, endCause, endedBy } = event.ban;
      const at = endedAt ?? start;
      return { label: 'unban', jail, at, fields: { id: `unban-${id}-${at}`, ...banFields(event.ban), banned_at: isoOf(start), cause: endCause, actor: endedBy } };
    }
    case 'life': {
      const { id, at, what, jail, detail } = event;
      return { label: jail === null ? 'server' : 'jail', jail, at, fields: { id: `life-${id}-${at}`, what, detail } };
    }
    case 'audit': {
      const { id, at, actor, org, role, action, result, request } = event;
      return { label: 'audit', jail: null, at, fields: { id: `audit-${id}-${at}`, actor, org, role, action, result, request } };
    }
  }
}

function banFields({ address, country, asn, org, banTime, banCount, failures, origin }: OutgoingBan): Record<string, unknown> {
  return { address, country, asn, org, ban_time: banTime, ban_count: banCount, failures, origin };
}

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
