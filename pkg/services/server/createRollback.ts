import type { Operation } from '../../contract/bans';
import { setOptions } from '../../domain/iniEdit';
import { assertJailName } from '../../domain/jailName';
import type { Principal } from '../../domain/principal';
import type { AuditTrail } from '../archive/createAuditTrail';
import type { ConfigFilesPort } from '../ports/configFilesPort';
import type { Operations } from '../shared/createOperations';
import type { SingleChange } from '../shared/createSingleChange';
import type { CrashRecovery, RecoveryTask } from './createCrashRecovery';
import type { ServerRestart } from './createServerRestart';

interface RollbackDeps {
  recovery: Pick<CrashRecovery, 'task' | 'undone' | 'close'>;
  restart: Pick<ServerRestart, 'assertPossible' | 'perform'>;
  files: Pick<ConfigFilesPort, 'read' | 'write'>;
  /** Puts back what was before this revision. A jail that was loaded without one is disabled: before its activation it did not run. */
  restoreBefore: (revision: number, principal: Principal) => Promise<void>;
  assertWritable: () => void;
  operations: Operations;
  single: SingleChange;
  audit: AuditTrail;
}

export type Rollback = ReturnType<typeof createRollback>;

/** Takes back the activation over which fail2ban went down, and restarts it. Throws NO_PENDING_RECOVERY and what ServerRestart and ConfigFilesPort throw. */
export function createRollback({ recovery, restart, files, restoreBefore, assertWritable, operations, single, audit }: RollbackDeps) {
  async function disable(jail: string): Promise<void> {
    assertJailName(jail);
    const path = `jail.d/zz-bangui-${jail}.local`;
    const file = await files.read(path);
    await files.write({ path, text: setOptions(file?.text ?? '', jail, { enabled: ['false'] }), expected: file?.digest ?? null });
  }

  async function undo({ jail, revision }: RecoveryTask, principal: Principal): Promise<void> {
    await (revision !== null ? restoreBefore(revision, principal) : disable(jail));
    recovery.undone();
  }

  return {
    async rollBack(principal: Principal): Promise<Operation> {
      const task = recovery.task();
      restart.assertPossible();
      assertWritable();
      const end = single.begin('rollback', task.jail);
      return operations.run({
        kind: 'rollback',
        total: 1,
        async run(step) {
          try {
            await undo(task, principal);
            const { error } = await restart.perform();
            await recovery.close('rolled_back');
            step({ jail: task.jail, requested: 1, changed: 1, error });
          } finally {
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
