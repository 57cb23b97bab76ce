import type { JailOutcome, Operation } from '../../contract/bans';
import { BanguiError } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import type { AuditTrail } from '../archive/createAuditTrail';
import type { HealthService } from '../health/createHealthService';
import type { ClientAnswer, ClientProgramPort } from '../ports/clientProgramPort';
import type { Clock } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { RestartProgramPort } from '../ports/restartProgramPort';
import type { Operations } from '../shared/createOperations';
import type { SingleChange } from '../shared/createSingleChange';

/** A restarted server answers before its jails exist; they come all at once. */
const COMES_UP_MS = 60_000;
const JAILS_COME_MS = 20_000;
const LOOK_AGAIN_MS = 200;
const PING_LIMIT_MS = 5_000;

interface ServerRestartDeps {
  fail2ban: Pick<Fail2banPort, 'ping' | 'jailNames'>;
  program: Pick<ClientProgramPort, 'test' | 'stream'>;
  restartProgram: RestartProgramPort;
  health: Pick<HealthService, 'probe'>;
  /** An outage from now on is our own doing; returns what ends that. */
  expectOutage: () => () => void;
  operations: Operations;
  single: SingleChange;
  audit: AuditTrail;
  clock: Clock;
}

export type ServerRestart = ReturnType<typeof createServerRestart>;

/**
 * Restarts fail2ban by the operator's command, also one that does not run. Throws SURROUNDINGS_MISMATCH when there is no such command,
 * OPERATION_IN_PROGRESS, FAIL2BAN_REJECTED with the words of a configuration or command that fails, and what Fail2banPort throws when fail2ban stays away.
 */
export function createServerRestart({ fail2ban, program, restartProgram, health, expectOutage, operations, single, audit, clock }: ServerRestartDeps) {
  let stopped = false;

  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => clock.after(LOOK_AGAIN_MS, resolve));
    if (stopped) {
      throw new BanguiError('SHUTTING_DOWN', 'The sidecar is stopping.');
    }
  }

  /** A server does not come up with a configuration that it cannot read. Where its client cannot be run nobody can tell. */
  async function assertReadable(): Promise<void> {
    const test = await program.test().catch((error: unknown): ClientAnswer => {
      if (error instanceof BanguiError && error.code === 'SURROUNDINGS_MISMATCH') {
        return { ok: true, words: '' };
      }
      throw error;
    });
    if (!test.ok) {
      throw new BanguiError('FAIL2BAN_REJECTED', `fail2ban would not come up again, as it cannot read its configuration: ${test.words}`, { fail2ban: test.words });
    }
  }

  /** Null when nobody can tell. */
  async function enabledJails(): Promise<string[] | null> {
    const stream = await program.stream().catch(() => null);
    return stream && [...stream.jails.keys()];
  }

  async function untilAnswering(): Promise<void> {
    const until = clock.ticks() + COMES_UP_MS;
    for (;;) {
      try {
        return await fail2ban.ping(PING_LIMIT_MS);
      } catch (error) {
        if (!(error instanceof BanguiError) || error.code === 'SHUTTING_DOWN' || clock.ticks() >= until) {
          throw error;
        }
      }
      await pause();
    }
  }

  /** Those that have not come back when time was up. */
  async function untilComplete(expected: readonly string[]): Promise<string[]> {
    const until = clock.ticks() + JAILS_COME_MS;
    for (;;) {
      const names = await fail2ban.jailNames();
      const missing = expected.filter((name) => !names.includes(name));
      if (missing.length === 0 || clock.ticks() >= until) {
        return missing;
      }
      await pause();
    }
  }

  /** Resolves when fail2ban runs again; the outcome names the jails that have not come back. */
  async function perform(): Promise<JailOutcome> {
    const before = await fail2ban.jailNames().catch(() => null);
    await assertReadable();
    const arrived = expectOutage();
    try {
      const answer = await restartProgram.run();
      if (!answer.ok) {
        throw new BanguiError('FAIL2BAN_REJECTED', `The command of BANGUI_FAIL2BAN_RESTART failed: ${answer.words}`, { fail2ban: answer.words, setting: 'BANGUI_FAIL2BAN_RESTART' });
      }
      await untilAnswering();
      const enabled = await enabledJails();
      const expected = before === null ? (enabled ?? []) : before.filter((name) => enabled === null || enabled.includes(name));
      const missing = await untilComplete(expected);
      const error = missing.length === 0 ? null : `fail2ban runs again, without these jails: ${missing.join(', ')}.`;
      return { jail: null, requested: expected.length, changed: expected.length - missing.length, error };
    } finally {
      await health.probe().finally(arrived);
    }
  }

  function assertPossible(): void {
    if (restartProgram.command === null) {
      const reason = 'How fail2ban is restarted is not set. Set BANGUI_FAIL2BAN_RESTART, for example to "systemctl restart fail2ban", and restart the sidecar.';
      throw new BanguiError('SURROUNDINGS_MISMATCH', reason, { setting: 'BANGUI_FAIL2BAN_RESTART', reason });
    }
  }

  return {
    canRestart: () => restartProgram.command !== null,
    /** Throws SURROUNDINGS_MISMATCH when no command is set. */
    assertPossible,
    /** Waits for no restart any more. */
    stop(): void {
      stopped = true;
    },
    /** Within an operation of somebody else, who sees to it that there is no other. */
    perform,
    async restart(principal: Principal): Promise<Operation> {
      assertPossible();
      const end = single.begin('restart', null);
      return operations.run({
        kind: 'restart',
        total: 1,
        async run(step) {
          try {
            step(await perform());
          } finally {
            end();
          }
        },
        endedLate(operation) {
          audit.record({ principal, action: 'restart', result: operation.state === 'done' ? 'done' : 'failed', fields: { request: {}, reply: operation } });
        },
      });
    },
  };
}
