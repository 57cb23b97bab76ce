/** How a ban came into the archive. `observed` ones were seen in a list only: their times are approximate. */
export type BanOrigin = 'own' | 'database' | 'log' | 'observed';
export type EndCause = 'expired' | 'unbanned' | 'jail_stopped' | 'flushed';

/** Where an address is. */
export interface Place {
  /** ISO 3166-1 alpha-2, ZZ for what belongs to no country; null while unknown. */
  country: string | null;
  asn: number | null;
  /** Name of the autonomous system. */
  org: string | null;
}

/** One ban of the archive. Times in UTC epoch seconds; `banTime` in seconds, -1 for ever. */
export interface ArchivedBan extends Place {
  id: number;
  jail: string;
  address: string;
  start: number;
  banTime: number;
  /** When it ended; null while it runs, and when nobody saw it end. */
  endedAt: number | null;
  endCause: EndCause | null;
  /** Login of the person or script that lifted it. */
  endedBy: string | null;
  /** The best source that told of it. */
  origin: BanOrigin;
  /** How often fail2ban had banned the address before in this jail, itself included; 1 without escalation. */
  banCount: number;
  failures: number | null;
  /** How many log lines that led to it are kept. */
  lines: number;
  /** Login of the person or script that asked for it; null for fail2ban itself. */
  actor: string | null;
  /** How often its address was banned in all the time the archive knows. */
  addressBans: number;
}

/** What a source knows of a ban. The archive makes one row of all that tell of the same one. */
export type NewBan = Pick<ArchivedBan, 'jail' | 'address' | 'start' | 'banTime' | 'origin'> &
  Partial<Pick<ArchivedBan, 'banCount' | 'failures' | 'actor'>> & {
    matches?: readonly string[];
    place?: Place;
    /** When it had begun at the latest, of a source that knows no more than that; `start` is then when it began at the earliest. */
    startsBy?: number;
    /** False when the address may have been banned before: then there is no such ban, unless another source knows it. */
    isCertain?: boolean;
  };

export interface NewUnban {
  /** Null: every jail. */
  jail: string | null;
  /** An address or a network. */
  address: string;
  /** When fail2ban acknowledged it, and when it was sent, where that was before: in between it was carried out. */
  at: number;
  sentAt?: number;
  actor: string | null;
  /** True when fail2ban said that it has lifted a ban of this very address. */
  isCertain?: boolean;
}

/**
 * What the followed log told, or lists in its place, for the archive. Times in UTC epoch seconds, in order of the log.
 * `ban` and `restore` tell when fail2ban said so, which is at or after the start that its database knows.
 */
export type Followed =
  | { kind: 'ban'; jail: string; address: string; at: number; banTime: number | null; matches?: readonly string[]; place?: Place }
  | { kind: 'restore'; jail: string; address: string; at: number; banTime: number | null; place?: Place }
  /** `banTime` is rounded from an hour on; `end`, null for ever, is exact. */
  | { kind: 'prolong'; jail: string; address: string; at: number; banTime: number; banCount: number; end: number | null }
  /** `unbanned` becomes `expired` in the archive where the time of the ban was over. */
  | { kind: 'unban'; jail: string; address: string; at: number; cause: Exclude<EndCause, 'expired'> }
  /** A list of active bans shows the ban that began at `start`: no end of before `at` was one. Not of the log. */
  | { kind: 'listed'; jail: string; address: string; at: number; start: number }
  | { kind: 'failures'; jail: string; address: string; hour: number; count: number; place?: Place }
  | { kind: 'life'; at: number; what: LifeEvent; jail: string | null; detail: string };

export type LifeEvent = 'server_started' | 'server_stopped' | 'jail_started' | 'jail_stopped' | 'jail_reloaded';
