import type { HistoryBan } from '../../../pkg/contract/history';
import { parseAddress } from '../../../pkg/domain/address';
import type { Attack } from '../../stack/logGenerator';
import type { Deed } from './compareBans';
import type { Outage } from './createHands';

interface Circumstances {
  deeds: readonly Deed[];
  outages: readonly Outage[];
  /** By jail. */
  logs: Readonly<Record<string, string>>;
}

/** A regular is banned before it has failed as often as others. */
const ATTACK_SECONDS = 5;
/** What fail2ban has counted it forgets when it stops, and on a busy machine it reads late. */
const LATE_SECONDS = 15;

/**
 * The archive beside the generator's own list, which knows nothing of fail2ban: an attack that nothing disturbed has led to a ban, or came in
 * one, and nobody was banned who did not attack that jail and whom nobody banned by hand.
 */
export function compareAttacks(attacks: readonly Attack[], bans: readonly HistoryBan[], { deeds, outages, logs }: Circumstances): string[] {
  const keyOf = (jail: string, address: string) => `${jail} ${address}`;
  const jailOf = new Map(Object.entries(logs).map(([jail, log]) => [log, jail]));
  const attacked = attacks.map(({ path, address, at }) => ({ jail: jailOf.get(path) ?? '', address: parseAddress(address).text, at }));
  const archived = new Map<string, HistoryBan[]>();
  for (const ban of bans) {
    const key = keyOf(ban.jail, ban.address);
    archived.set(key, [...(archived.get(key) ?? []), ban]);
  }
  const isDisturbed = (jail: string, at: number) => outages.some((outage) => (outage.jail ?? jail) === jail && at >= outage.from - LATE_SECONDS && at <= outage.to + ATTACK_SECONDS);
  const isIts = ({ start, endedAt }: HistoryBan, at: number) => start <= at + 2 && (endedAt === null || endedAt >= at - ATTACK_SECONDS);
  const missed = attacked.filter(({ jail, address, at }) => !isDisturbed(jail, at) && !archived.get(keyOf(jail, address))?.some((ban) => isIts(ban, at)));
  const known = new Set([...attacked, ...deeds.filter(({ what }) => what === 'ban')].map(({ jail, address }) => keyOf(jail ?? '', address ?? '')));
  const invented = [...archived.keys()].filter((key) => !known.has(key));
  return [...missed.map(({ jail, address, at }) => `${jail} ${address}: attacked at ${at}, never banned`), ...invented.map((key) => `${key}: banned without a reason`)];
}
