import type { JailOutcome, Operation } from '../../contract/bans';
import type { Dump } from '../../domain/configuredJails';
import { BanguiError } from '../../domain/errors';
import { assertJailName } from '../../domain/jailName';
import type { Principal } from '../../domain/principal';
import type { AuditTrail } from '../archive/createAuditTrail';
import type { ActiveBanService } from '../bans/createActiveBanService';
import type { JailService } from '../jails/createJailService';
import type { JailStarter } from '../jails/createJailStarter';
import type { JailStates } from '../jails/createJailStates';
import type { ClientProgramPort } from '../ports/clientProgramPort';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { Operations } from '../shared/createOperations';
import type { SingleChange } from '../shared/createSingleChange';
import type { Surroundings } from '../surroundings/createSurroundings';

interface ServerReloadDeps {
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'stopJail'>;
  program: Pick<ClientProgramPort, 'test' | 'reloadIfExists'>;
  surroundings: Pick<Surroundings, 'require'>;
  starter: JailStarter;
  states: Pick<JailStates, 'changed'>;
  jails: Pick<JailService, 'parametersChanged'>;
  activeBans: Pick<ActiveBanService, 'invalidate'>;
  operations: Operations;
  single: SingleChange;
  audit: AuditTrail;
  /** Rejects with what keeps a jail's configuration from being loaded: a reload that fails takes a running jail away. */
  preflight?: (jail: string) => Promise<void>;
  /** Of the enabled jails those that differ from what runs; all of them when nobody can tell. */
  changed?: (jails: readonly string[]) => Promise<readonly string[]>;
}

/** After these nobody knows what became of a jail, and the next ones are left alone. */
const ENDS_ALL: ReadonlySet<string> = new Set(['FAIL2BAN_UNREACHABLE', 'FAIL2BAN_TIMEOUT', 'FAIL2BAN_PROTOCOL_ERROR', 'SHUTTING_DOWN']);

export type ServerReload = ReturnType<typeof createServerReload>;

/**
 * Reads the configuration of jails again, always one jail at a time: a reload of everything takes all jails away when one of them fails.
 * Throws JAIL_NOT_FOUND, OPERATION_IN_PROGRESS, SURROUNDINGS_MISMATCH, FAIL2BAN_REJECTED and what Fail2banPort throws.
 */
export function createServerReload({ fail2ban, program, surroundings, starter, states, jails, activeBans, operations, single, audit, preflight = async () => {}, changed = async (all) => all }: ServerReloadDeps) {
  async function reloadRunning(jail: string, before: readonly string[]): Promise<void> {
    await preflight(jail);
    const answer = await program.reloadIfExists(jail);
    const after = await fail2ban.jailNames();
    const lost = before.filter((name) => !after.includes(name));
    if (!answer.ok || lost.includes(jail)) {
      const words = answer.words || 'fail2ban-client reported success, but the jail is gone.';
      const gone = lost.length === 0 ? '' : ` No longer there: ${lost.join(', ')}.`;
      throw new BanguiError('FAIL2BAN_REJECTED', `fail2ban refused to reload ${jail}: ${words}${gone}`, { fail2ban: words, jail, lost_jails: lost });
    }
  }

  async function reload(jail: string, dump: Dump | null): Promise<void> {
    const problem = dump?.jails.find(({ name }) => name === jail)?.problem ?? null;
    if (problem !== null) {
      throw new BanguiError('FAIL2BAN_REJECTED', `fail2ban cannot read the configuration of ${jail}: ${problem}`, { fail2ban: problem, jail, lost_jails: [] });
    }
    const names = await fail2ban.jailNames();
    if (!names.includes(jail)) {
      await preflight(jail);
      await starter.start(jail);
    } else if (dump && !dump.jails.some(({ name }) => name === jail)) {
      const message = `No jail "${jail}" is enabled in the configuration: a reload would end it. Stop it if that is what you want.`;
      throw new BanguiError('FAIL2BAN_REJECTED', message, { fail2ban: message, jail, lost_jails: [] });
    } else {
      await reloadRunning(jail, names);
    }
    states.changed(jail, false);
  }

  async function enabledJails(dump: Dump | null): Promise<readonly string[]> {
    if (dump === null) {
      const { words } = await program.test();
      throw new BanguiError('FAIL2BAN_REJECTED', `fail2ban cannot read its configuration: ${words || 'it does not say why.'}`, { fail2ban: words });
    }
    return changed(dump.jails.map(({ name }) => name));
  }

  async function reloadEach(names: readonly string[], dump: Dump | null, step: (outcome: JailOutcome) => void): Promise<void> {
    let first = true;
    for (const jail of names) {
      const error = await reload(jail, dump).then(() => null, (thrown: unknown) => thrown);
      if (error !== null && (!(error instanceof BanguiError) || (first && ENDS_ALL.has(error.code)) || names.length === 1)) {
        throw error;
      }
      step({ jail, requested: 1, changed: error === null ? 1 : 0, error: error?.message ?? null });
      first = false;
      if (error !== null && ENDS_ALL.has(error.code)) {
        break;
      }
    }
  }

  return {
    /** Null: every jail that the configuration enables and that may have changed. */
    async reload(jail: string | null, principal: Principal): Promise<Operation> {
      jail === null || assertJailName(jail);
      const end = single.begin('reload', jail);
      try {
        const dump = await surroundings.require('start_jails');
        const names = jail === null ? await enabledJails(dump) : [jail];
        return await operations.run({
          kind: 'reload',
          total: names.length,
          async run(step) {
            try {
              await reloadEach(names, dump, step);
            } finally {
              end();
              jails.parametersChanged();
              activeBans.invalidate(names);
            }
          },
          endedLate(operation) {
            audit.record({ principal, action: 'reload', result: operation.state === 'done' ? 'done' : 'failed', fields: { request: { jail }, reply: operation } });
          },
        });
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}
