import type { Operation } from '../../contract/bans';
import { BanguiError } from '../../domain/errors';
import type { Principal } from '../../domain/principal';
import type { AuditTrail } from '../archive/createAuditTrail';
import type { ConfigChanges } from '../config/createConfigChanges';
import type { Operations } from '../shared/createOperations';
import type { SingleChange } from '../shared/createSingleChange';
import type { CrashRecovery, RecoveryTask } from './createCrashRecovery';
import type { ServerRestart } from './createServerRestart';

interface RollbackDeps {
  recovery: Pick<CrashRecovery, 'task' | 'hold' | 'undone' | 'close'>;
  restart: Pick<ServerRestart, 'assertPossible' | 'perform'>;
  putBack: ConfigChanges['putBack'];
  disable: ConfigChanges['disable'];
  assertWritable: () => void;
  operations: Operations;
  single: SingleChange;
  audit: AuditTrail;
}

export type Rollback = ReturnType<typeof createRollback>;

/** Takes back the activation over which fail2ban went down, and restarts it. Throws NO_PENDING_RECOVERY and what ServerRestart and ConfigChanges throw. */
export function createRollback({ recovery, restart, putBack, disable, assertWritable, operations, single, audit }: RollbackDeps) {
  async function undo({ jail, revision, undone }: RecoveryTask, principal: Principal): Promise<void> {
    if (undone) {
      return recovery.undone();
    }
    const reason = `fail2ban went down over the activation of ${jail}.`;
    // A jail that was loaded without a change did not run before its activation.
    await (revision !== null ? putBack(revision, reason, principal) : disable(jail, reason, principal));
    recovery.undone();
  }

  return {
    async rollBack(principal: Principal): Promise<Operation> {
      const task = recovery.task();
      restart.assertPossible();
      task.undone || assertWritable();
      const end = single.begin('rollback', task.jail);
      const release = recovery.hold();
      return operations.run({
        kind: 'rollback',
        total: 1,
        async run(step) {
          try {
            await undo(task, principal);
            const { error } = await restart.perform().catch(restoredOnly);
            await recovery.close('rolled_back');
            step({ jail: task.jail, requested: 1, changed: 1, error });
          } finally {
            release();
            end();
          }
        },
        endedLate(operation) {
          audit.record({ principal, action: 'rollback', result: operation.state === 'done' ? 'done' : 'failed', fields: { request: { jail: task.jail }, reply: operation } });
        },
      });
    },
  };
}

function restoredOnly(error: unknown): never {
  throw error instanceof BanguiError
    ? new BanguiError(error.code, `The configuration is as before the activation again, but fail2ban could not be restarted. ${error.message}`, { ...error.details, restored: true }, { cause: error })
    : error;
}
