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
  /** True when repeated bans grow longer (`bantime.increment`): then a ban in force may still be prolonged. */
  escalates: boolean;
  actions: string[];
}

/** What a running jail looks for, as its server keeps it: with what stood for an address or a file already filled in. */
export interface JailFilter {
  failRegexes: string[];
  ignoreRegexes: string[];
  /** Empty when there is none. */
  prefRegex: string;
  /** Null: whatever date fail2ban recognises by itself. */
  datePattern: string | null;
  maxLines: number;
  /** As Python names it. */
  encoding: string;
}

export interface Jail extends JailCounters, JailParameters {
  attention: JailAttention[];
}

/** Field by field: a poll does this for every jail, and spreading three objects into one takes a fifth of its time. */
export function jailOf(counters: JailCounters, parameters: JailParameters): Jail {
  const { name, currentlyFailed, totalFailed, currentlyBanned, totalBanned, logFiles, journalMatches } = counters;
  const { banTime, findTime, maxRetry, escalates, actions } = parameters;
  const attention = attentionOf(counters, parameters);
  const counted = { name, currentlyFailed, totalFailed, currentlyBanned, totalBanned, logFiles, journalMatches };
  return Object.assign(counted, { banTime, findTime, maxRetry, escalates, actions, attention });
}

/** A jail without a log or journal can find nothing; one without an action bans on paper only. */
function attentionOf({ logFiles, journalMatches }: JailCounters, { actions }: JailParameters): JailAttention[] {
  const reasons: JailAttention[] = [];
  if (logFiles.length === 0 && journalMatches.length === 0) {
    reasons.push('watches_nothing');
  }
  if (actions.length === 0) {
    reasons.push('blocks_nothing');
  }
  return reasons;
}
