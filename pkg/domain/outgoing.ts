import type { ArchivedBan, LifeEvent } from './archivedBan';

/** A ban as it is told outside, without its matched lines. */
export type OutgoingBan = Omit<ArchivedBan, 'lines' | 'addressBans'>;

/** Something that happened. Times in UTC epoch seconds; `request` is JSON, cut where it is long. */
export type OutgoingEvent =
  | { kind: 'ban'; ban: OutgoingBan }
  | { kind: 'end'; ban: OutgoingBan }
  | { kind: 'life'; id: number; at: number; what: LifeEvent; jail: string | null; detail: string }
  | { kind: 'audit'; id: number; at: number; actor: string; org: number; role: string; action: string; result: string; request: string };

export interface Outgoing {
  /** Its place in the outbox. */
  seq: number;
  /** The time that it goes under; null for its own. */
  stamp: number | null;
  event: OutgoingEvent;
}
