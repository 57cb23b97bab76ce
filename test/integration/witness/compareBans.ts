import type { HistoryBan } from '../../../pkg/contract/history';
import type { WitnessedBan } from './readWitness';

/** What the test itself did, from when it asked until it was answered. Times in UTC epoch seconds. */
export interface Deed {
  what: 'ban' | 'unban' | 'stop';
  /** Null: all of fail2ban. */
  jail: string | null;
  /** Null: whatever is banned there. */
  address: string | null;
  /** Who asked, as the archive is to name them; null for one of fail2ban's own programs. */
  by: string | null;
  from: number;
  to: number;
  /** False when no answer came: then nobody knows whether it was done, nor what the archive was told of it. */
  answered: boolean;
}

/** The action runs after fail2ban has logged, and writes before its command is answered; either rounds to a second. */
const LAG_SECONDS = 2;
/** fail2ban looks for what is over once a second, or later while it is busy; so near to its end a ban may be said to have expired. */
const NEARLY_OVER_SECONDS = 3;

interface Circumstances {
  deeds: readonly Deed[];
  /** How long the bans of a jail may last, shortest first: its ban time, or what it grows to. */
  banTimes: Readonly<Record<string, readonly number[]>>;
}

/** Every way in which the archive is not what was witnessed; empty when they are the same, one for one. */
export function compareBans(witnessed: readonly WitnessedBan[], archived: readonly HistoryBan[], circumstances: Circumstances): string[] {
  const seen = byOwner(witnessed);
  const kept = byOwner(archived);
  return [...new Set([...seen.keys(), ...kept.keys()])].flatMap((owner) => {
    const these = seen.get(owner) ?? [];
    const those = kept.get(owner) ?? [];
    if (these.length !== those.length) {
      return `${owner}: witnessed ${these.map(shown).join(', ') || 'nothing'}; archived ${those.map(shownBan).join(', ') || 'nothing'}`;
    }
    return these.flatMap((ban, at) => {
      const other = those[at];
      const wrong = other ? wrongOf(ban, other, circumstances) : [];
      return other && wrong.length > 0 ? `${owner}: ${wrong.join(' and ')}; witnessed ${shown(ban)}; archived ${shownBan(other)}` : [];
    });
  });
}

function wrongOf(ban: WitnessedBan, kept: HistoryBan, { deeds, banTimes }: Circumstances): string[] {
  const wrong: string[] = [];
  const isExact = kept.origin === 'database' ? Math.abs(kept.start - ban.start) <= 1 : kept.start >= ban.start - 1 && kept.start <= ban.bannedAt + LAG_SECONDS;
  if (!isExact) {
    wrong.push('start');
  }
  const asked = deedsAt(deeds, 'ban', ban, ban.bannedAt);
  if (!isOneOf(kept.actor, asked.length > 0 ? asked : [{ by: null, answered: true }])) {
    wrong.push('actor');
  }
  const { unbannedAt } = ban;
  if (unbannedAt === null || kept.endedAt === null) {
    return unbannedAt === null && kept.endedAt === null ? wrong : [...wrong, 'end'];
  }
  if (Math.abs(kept.endedAt - unbannedAt) > LAG_SECONDS) {
    wrong.push('end');
  }
  // fail2ban makes a ban last longer when its address is to be banned again: it keeps that to itself, and its database tells the time before.
  if (kept.banTime !== banTimes[ban.jail]?.findLast((seconds) => seconds <= ban.banTime)) {
    wrong.push('ban time');
  }
  return [...wrong, ...wrongEnd(ban, unbannedAt, kept, deeds)];
}

function wrongEnd(ban: WitnessedBan, unbannedAt: number, kept: HistoryBan, deeds: readonly Deed[]): string[] {
  const left = ban.start + ban.banTime - unbannedAt;
  const unbans = deedsAt(deeds, 'unban', ban, unbannedAt);
  const causes = new Set<HistoryBan['endCause']>();
  if (ban.start + kept.banTime - unbannedAt < NEARLY_OVER_SECONDS) {
    causes.add('expired');
  }
  if (left > 0 || unbans.length > 0) {
    unbans.length > 0 && causes.add('unbanned');
    deedsAt(deeds, 'stop', ban, unbannedAt).length > 0 && causes.add('jail_stopped');
  }
  const mayBeNobody = causes.has('expired') || causes.has('jail_stopped') || unbans.length === 0;
  const isBy = isOneOf(kept.endedBy, unbans) || (kept.endedBy === null && mayBeNobody);
  return [...(causes.has(kept.endCause) ? [] : [`cause (${[...causes].join(' or ') || 'no reason known'})`]), ...(isBy ? [] : ['who ended it'])];
}

function isOneOf(by: string | null, deeds: ReadonlyArray<Pick<Deed, 'by' | 'answered'>>): boolean {
  return deeds.some((deed) => deed.by === by || (!deed.answered && by === null));
}

function deedsAt(deeds: readonly Deed[], what: Deed['what'], { jail, address }: WitnessedBan, at: number): Deed[] {
  const isMeant = (deed: Deed) => (deed.jail === null || deed.jail === jail) && (deed.address === null || deed.address === address);
  // Without an answer it may still be carried out.
  return deeds.filter((deed) => deed.what === what && isMeant(deed) && at >= deed.from - 0.1 && at <= deed.to + (deed.answered ? 0.5 : 5));
}

function byOwner<T extends { jail: string; address: string; start: number }>(bans: readonly T[]): Map<string, T[]> {
  const owners = new Map<string, T[]>();
  for (const ban of [...bans].sort((a, b) => a.start - b.start)) {
    const key = `${ban.jail} ${ban.address}`;
    owners.set(key, [...(owners.get(key) ?? []), ban]);
  }
  return owners;
}

const shown = ({ start, bannedAt, unbannedAt, banTime, restored }: WitnessedBan): string =>
  `[${start} banned ${bannedAt.toFixed(1)} for ${banTime} until ${unbannedAt?.toFixed(1) ?? 'now'}, restored ${restored}]`;
const shownBan = ({ start, banTime, endedAt, endCause, endedBy, origin, actor }: HistoryBan): string =>
  `[${start} for ${banTime} until ${endedAt ?? 'now'} ${endCause ?? ''} by ${endedBy ?? 'nobody'}, ${origin}, ${actor ?? 'nobody'}]`;
