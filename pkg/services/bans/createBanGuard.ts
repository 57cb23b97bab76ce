import { may } from '../../contract/roles';
import type { Address } from '../../domain/address';
import { parseAddress } from '../../domain/address';
import type { GuardConflict, GuardRule, Protected } from '../../domain/banGuard';
import { conflictsOf, tooWide } from '../../domain/banGuard';
import { BanguiError } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { HostNetworkPort } from '../ports/hostNetwork';

interface BanGuardDeps {
  fail2ban: Pick<Fail2banPort, 'ignoreList'>;
  network: HostNetworkPort;
}

export interface GuardedRequest {
  addresses: readonly Address[];
  jails: readonly string[];
  confirm: boolean;
  principal: Principal;
  /** Where the request itself came from, as far as proxies told. */
  forwardedFor: readonly string[];
}

export type BanGuard = ReturnType<typeof createBanGuard>;

const WHY: Record<GuardRule, string> = {
  too_wide: 'wider than a ban may be',
  loopback: 'this host talking to itself',
  own_address: 'an address of this host',
  gateway: 'a gateway of this host',
  ignored: 'on the ignore list of a chosen jail',
  ssh_peer: 'logged in over SSH right now',
  your_address: 'where your request comes from',
  bulk_unban: 'a whole network',
};

/** fail2ban bans whatever it is told, also what would lock its owner out: this asks first. */
export function createBanGuard({ fail2ban, network }: BanGuardDeps) {
  /** Throws BAN_GUARD with every conflict; an Admin's confirmation overrules all but the width. */
  async function checkBan({ addresses, jails, confirm, principal, forwardedFor }: GuardedRequest): Promise<void> {
    refuseTooWide(addresses);
    const [own, gateways, peers, ...ignored] = await Promise.all([
      network.ownAddresses(),
      network.gateways(),
      network.sshPeers(),
      ...jails.map((jail) => fail2ban.ignoreList(jail)),
    ]);
    const conflicts = conflictsOf(addresses, [
      ...protect('own_address', own),
      ...protect('gateway', gateways),
      ...protect('ssh_peer', peers),
      ...protect('your_address', forwardedFor),
      ...protect('ignored', ignored.flat()),
    ]);
    const mayOverride = may(principal.role, 'overrideBanGuard');
    if (conflicts.length > 0 && !(confirm && mayOverride)) {
      throw refusal(conflicts, mayOverride);
    }
  }

  return { checkBan, checkUnban };
}

/** A whole network is lifted only when the person said so: fail2ban forgets its history as well. Throws BAN_GUARD. */
function checkUnban(addresses: readonly Address[], confirm: boolean): void {
  refuseTooWide(addresses);
  const networks = addresses.filter(({ isNetwork }) => isNetwork);
  if (networks.length > 0 && !confirm) {
    throw refusal(networks.map(({ text }) => ({ address: text, rule: 'bulk_unban', protects: text })), true);
  }
}

function refuseTooWide(addresses: readonly Address[]): void {
  const conflicts = tooWide(addresses);
  if (conflicts.length > 0) {
    throw refusal(conflicts, false);
  }
}

function refusal(conflicts: GuardConflict[], confirmable: boolean): BanguiError {
  const [first] = conflicts;
  const more = conflicts.length > 1 ? ` (and ${conflicts.length - 1} more)` : '';
  const message = first ? `${first.address} is ${WHY[first.rule]}${more}.` : 'Refused.';
  return new BanguiError('BAN_GUARD', message, { conflicts: conflicts.slice(0, 100), confirmable });
}

/** Ignore lists also hold host names: what is no address protects nothing here. */
function protect(rule: GuardRule, texts: readonly string[]): Protected[] {
  return texts.flatMap((text) => {
    try {
      return [{ rule, address: parseAddress(text) }];
    } catch {
      return [];
    }
  });
}
