import type { Operation } from '../../contract/bans';
import type { Address } from '../../domain/address';
import { parseAddress } from '../../domain/address';
import { BanguiError } from '../../domain/errors';
import { assertJailName } from '../../domain/jailName';
import type { Principal } from '../../domain/principal';
import type { ActiveBanService } from './createActiveBanService';
import type { AuditTrail } from '../archive/createAuditTrail';
import type { Acknowledged, BanRecorder } from './createBanRecorder';
import type { BanGuard } from './createBanGuard';
import type { JailService } from '../jails/createJailService';
import type { Operations } from '../shared/createOperations';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Change, Fail2banPort } from '../ports/fail2banPort';

interface BanServiceDeps {
  fail2ban: Pick<Fail2banPort, 'ban' | 'unban'>;
  jails: JailService;
  activeBans: ActiveBanService;
  guard: BanGuard;
  operations: Operations;
  audit: AuditTrail;
  recorder: BanRecorder;
  clock: Clock;
}

/** One jail's share of a change, and what is written down when fail2ban has done it. */
interface Way<J> {
  send(jail: J, texts: string[]): Promise<Change>;
  record(jail: J, acknowledged: Acknowledged): Promise<void>;
}

/** Who asks, and from where as far as proxies told. */
export interface Asker {
  principal: Principal;
  forwardedFor: readonly string[];
}

export type BanService = ReturnType<typeof createBanService>;

/**
 * Bans and unbans by hand. Nothing is sent before every address, jail and rule was checked.
 * Throws INVALID_INPUT, JAIL_NOT_FOUND, BAN_GUARD and, when nothing at all was done, what fail2ban's port throws.
 */
export function createBanService({ fail2ban, jails, activeBans, guard, operations, audit, recorder, clock }: BanServiceDeps) {
  async function ban(request: { addresses: readonly string[]; jails: readonly string[]; confirm: boolean }, asker: Asker): Promise<Operation> {
    const addresses = parseAll(request.addresses);
    const names = await runningJails(request.jails);
    await guard.checkBan({ addresses, jails: names, confirm: request.confirm, ...asker });
    return change('ban', names, addresses, asker, { send: fail2ban.ban, record: recorder.banned });
  }

  async function unban(request: { addresses: readonly string[]; jails?: readonly string[]; confirm: boolean }, asker: Asker): Promise<Operation> {
    const addresses = parseAll(request.addresses);
    guard.checkUnban(addresses, request.confirm);
    const names: ReadonlyArray<string | null> = request.jails ? await runningJails(request.jails) : [null];
    return change('unban', names, addresses, asker, { send: fail2ban.unban, record: recorder.unbanned });
  }

  async function runningJails(names: readonly string[]): Promise<string[]> {
    const distinct = [...new Set(names)];
    distinct.forEach((name) => assertJailName(name));
    await jails.assertRunning(distinct);
    return distinct;
  }

  function change<J extends string | null>(
    kind: Operation['kind'],
    names: readonly J[],
    addresses: readonly Address[],
    { principal }: Asker,
    { send, record }: Way<J>
  ): Promise<Operation> {
    const texts = addresses.map(({ text }) => text);
    const sendAndRecord = async (jail: J) => {
      const sentAt = epochSeconds(clock);
      const sent = await send(jail, texts);
      await record(jail, { addresses: texts, changed: sent.changed, answered: sent.failure ? (sent.answered ?? 0) : texts.length, sentAt, actor: principal.login });
      return sent;
    };
    return operations.run({
      kind,
      total: names.length,
      async run(step) {
        try {
          const attempts: Attempt[] = [];
          for (const jail of names) {
            const attempt = await tried(() => sendAndRecord(jail));
            attempts.push(attempt);
            step({ jail, requested: texts.length, changed: attempt.changed, error: attempt.failure?.message ?? null });
          }
          const [first] = attempts;
          if (first?.failure && attempts.every(({ sent }) => !sent)) {
            throw first.failure;
          }
        } finally {
          const jailNames = names.filter((name) => name !== null);
          activeBans.invalidate(jailNames.length === names.length ? jailNames : null);
        }
      },
      endedLate(operation) {
        const request = { addresses: texts, jails: names };
        audit.record({ principal, action: kind, result: operation.state === 'done' ? 'done' : 'failed', fields: { request, reply: operation } });
      },
    });
  }

  return { ban, unban };
}

interface Attempt extends Change {
  sent: boolean;
}

/** One jail's failure does not keep the others from theirs. */
async function tried(send: () => Promise<Change>): Promise<Attempt> {
  try {
    return { sent: true, ...(await send()) };
  } catch (error) {
    if (!(error instanceof BanguiError)) {
      throw error;
    }
    return { sent: false, changed: 0, failure: error };
  }
}

/** Distinct addresses in their one spelling. Throws INVALID_INPUT for the first that is none; `details.problems` has all of them. */
function parseAll(texts: readonly string[]): Address[] {
  const parsed = new Map<string, Address>();
  const problems: BanguiError[] = [];
  for (const [index, text] of texts.entries()) {
    try {
      const address = parseAddress(text, `addresses[${index}]`);
      parsed.set(address.text, address);
    } catch (error) {
      if (!(error instanceof BanguiError)) {
        throw error;
      }
      problems.push(error);
    }
  }
  const [first] = problems;
  if (first) {
    throw new BanguiError(first.code, first.message, { ...first.details, problems: problems.map(({ message, details }) => ({ field: details.field, message })) });
  }
  return [...parsed.values()];
}
