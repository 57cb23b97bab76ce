/** How a ban came into the archive. `observed` ones were seen in a list only: their times are approximate. */
export type BanOrigin = 'own' | 'database' | 'observed';

/** One ban of the archive. Times in UTC epoch seconds; `banTime` in seconds, -1 for ever. */
export interface ArchivedBan {
  id: number;
  jail: string;
  address: string;
  start: number;
  banTime: number;
  /** When it really ended, as far as known; null while it runs or when nobody saw it end. */
  endedAt: number | null;
  origin: BanOrigin;
  /** How often fail2ban had banned the address before in this jail, itself included; 1 without escalation. */
  banCount: number;
  failures: number | null;
  /** Log lines that led to it. */
  matches: string[];
  /** Login of the person or script that asked for it; null for fail2ban itself. */
  actor: string | null;
}

/** What a source knows of a ban. The archive makes one row of all that tell of the same one. */
export type NewBan = Pick<ArchivedBan, 'jail' | 'address' | 'start' | 'banTime' | 'origin'> & Partial<Pick<ArchivedBan, 'banCount' | 'failures' | 'matches' | 'actor'>>;

export interface NewUnban {
  /** Null: every jail. */
  jail: string | null;
  /** An address or a network. */
  address: string;
  at: number;
  actor: string | null;
}
