import type { JailOutcome, Operation } from '../../contract/bans';
import type { ConfigStream, JailStream } from '../../domain/configStream';
import { sameJail } from '../../domain/configStream';
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
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'preflight' | 'onConnectionLost'>;
  program: Pick<ClientProgramPort, 'test' | 'stream' | 'reloadIfExists'>;
  surroundings: Pick<Surroundings, 'require'>;
  starter: JailStarter;
  states: Pick<JailStates, 'changed'>;
  jails: Pick<JailService, 'parametersChanged'>;
  activeBans: Pick<ActiveBanService, 'invalidate'>;
  operations: Operations;
  single: SingleChange;
  audit: AuditTrail;
}

/** After these nobody knows what became of a jail, and the next ones are left alone. */
const ENDS_ALL: ReadonlySet<string> = new Set(['FAIL2BAN_UNREACHABLE', 'FAIL2BAN_TIMEOUT', 'FAIL2BAN_PROTOCOL_ERROR', 'SHUTTING_DOWN']);

export type ServerReload = ReturnType<typeof createServerReload>;

/**
 * Reads the configuration of jails again, always one jail at a time: a reload of everything takes all jails away when one of them fails.
 * Throws JAIL_NOT_FOUND, OPERATION_IN_PROGRESS, SURROUNDINGS_MISMATCH, FAIL2BAN_REJECTED and what Fail2banPort throws.
 */
export function createServerReload({ fail2ban, program, surroundings, starter, states, jails, activeBans, operations, single, audit }: ServerReloadDeps) {
  /** What jails were loaded with here, as long as this server runs; one that is missing may differ from its configuration. */
  const loaded = new Map<string, JailStream>();
  const stopListening = fail2ban.onConnectionLost(() => loaded.clear());

  /** A reload that fails takes a running jail away, so what would be loaded is tried out first. */
  async function assertLoadable(jail: string, stream: ConfigStream): Promise<JailStream | undefined> {
    const own = stream.jails.get(jail);
    const problem = stream.problems.get(jail);
    const words = problem ?? (own ? (await fail2ban.preflight(own)).join('; ') : '');
    if (words !== '') {
      throw rejected(jail, words);
    }
    return own;
  }

  async function reloadRunning(jail: string, before: readonly string[]): Promise<void> {
    const answer = await program.reloadIfExists(jail);
    const after = await fail2ban.jailNames();
    const lost = before.filter((name) => !after.includes(name));
    if (!answer.ok || lost.includes(jail)) {
      throw rejected(jail, answer.words || 'fail2ban-client reported success, but the jail is gone.', lost);
    }
  }

  async function reload(jail: string, stream: ConfigStream): Promise<void> {
    loaded.delete(jail);
    const own = await assertLoadable(jail, stream);
    const names = await fail2ban.jailNames();
    if (!names.includes(jail)) {
      await starter.start(jail);
    } else if (own === undefined) {
      throw rejected(jail, 'No jail of this name is enabled in the configuration, and a reload would end it. Stop it if that is what you want.');
    } else {
      await reloadRunning(jail, names);
    }
    own && loaded.set(jail, own);
    states.changed(jail, false);
  }

  async function readStream(): Promise<ConfigStream> {
    const stream = await program.stream();
    if (stream === null) {
      const { words } = await program.test();
      throw new BanguiError('FAIL2BAN_REJECTED', `fail2ban cannot read its configuration: ${words || 'it does not say why.'}`, { fail2ban: words });
    }
    return stream;
  }

  function changedJails({ jails: enabled, problems }: ConfigStream): string[] {
    const changed = [...enabled.values()].filter((jail) => {
      const before = loaded.get(jail.name);
      return before === undefined || !sameJail(before, jail);
    });
    return [...changed.map(({ name }) => name), ...problems.keys()];
  }

  async function reloadEach(names: readonly string[], alone: boolean, stream: ConfigStream, step: (outcome: JailOutcome) => void): Promise<void> {
    let first = true;
    for (const jail of names) {
      const error = await reload(jail, stream).then(() => null, (thrown: unknown) => thrown);
      if (error !== null && (!(error instanceof BanguiError) || (first && (alone || ENDS_ALL.has(error.code))))) {
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
    /** What runs is no longer what was loaded. */
    differs: (jail: string): void => void loaded.delete(jail),
    stop: stopListening,
    /** Null: every jail that the configuration enables and that may have changed. */
    async reload(jail: string | null, principal: Principal): Promise<Operation> {
      jail === null || assertJailName(jail);
      const end = single.begin('reload', jail);
      try {
        await surroundings.require('start_jails');
        const stream = await readStream();
        const names = jail === null ? changedJails(stream) : [jail];
        return await operations.run({
          kind: 'reload',
          total: names.length,
          async run(step) {
            try {
              await reloadEach(names, jail !== null, stream, step);
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

function rejected(jail: string, words: string, lost: readonly string[] = []): BanguiError {
  const gone = lost.length === 0 ? '' : ` No longer there: ${lost.join(', ')}.`;
  return new BanguiError('FAIL2BAN_REJECTED', `${jail} cannot be reloaded: ${words}${gone}`, { fail2ban: words, jail, lost_jails: lost });
}
