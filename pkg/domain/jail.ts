import type { JailAttention } from '../contract/jails';

/** Counters and sources of a running jail, as `status JAIL short` tells them. */
export interface JailCounters {
  name: string;
  currentlyFailed: number;
  totalFailed: number;
  currentlyBanned: number;
  totalBanned: number;
  logFiles: string[];
  journalMatches: string[];
}

/** Parameters of a running jail; durations in seconds, `banTime` -1 for ever. */
export interface JailParameters {
  banTime: number;
  findTime: number;
  maxRetry: number;
  actions: string[];
}

export interface Jail extends JailCounters, JailParameters {
  attention: JailAttention[];
}

/** A jail without a log or journal can find nothing; one without an action bans on paper only. */
export function attentionOf(jail: JailCounters & JailParameters): JailAttention[] {
  const reasons: JailAttention[] = [];
  if (jail.logFiles.length === 0 && jail.journalMatches.length === 0) {
    reasons.push('watches_nothing');
  }
  if (jail.actions.length === 0) {
    reasons.push('blocks_nothing');
  }
  return reasons;
}
