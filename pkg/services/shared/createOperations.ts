import { randomUUID } from 'node:crypto';
import type { JailOutcome, Operation } from '../../contract/bans';
import type { JailChange } from '../../contract/jailControl';
import { BanguiError } from '../../domain/errors';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';

/** A caller is answered after this time at the latest, with the operation as far as it has come. */
const PATIENCE_MS = 5_000;
const KEPT = 500;

interface Task {
  kind: Operation['kind'];
  total: number;
  /** Reports each step and what became of a jail; throws only when nothing was done at all. */
  run(step: (outcome: JailOutcome) => void, changed: (change: JailChange) => void): Promise<void>;
  /** Told when the task ends after its caller was already answered. */
  endedLate(operation: Operation): void;
}

export type Operations = ReturnType<typeof createOperations>;

/** Changes that may take as long as a ban action takes: a short one is answered at once, a long one can be asked for. */
export function createOperations({ clock }: { clock: Clock }) {
  const operations = new Map<string, Operation>();
  const running = new Set<Promise<void>>();

  function remember(operation: Operation): void {
    operations.set(operation.id, operation);
    for (const { id, state } of operations.values()) {
      if (operations.size <= KEPT) {
        break;
      }
      if (state !== 'running') {
        operations.delete(id);
      }
    }
  }

  async function carryOut(operation: Operation, task: Task): Promise<void> {
    try {
      await task.run(
        (outcome) => {
          operation.outcomes.push(outcome);
          operation.done++;
        },
        (change) => {
          operation.jailChange = change;
        }
      );
      operation.state = operation.outcomes.some(({ error }) => error !== null) ? 'failed' : 'done';
    } catch (error) {
      operation.state = 'failed';
      operation.error = error instanceof BanguiError ? error.message : 'The sidecar failed.';
      throw error;
    }
  }

  return {
    /** Throws what the task throws, if that happens in time; later the operation tells of it. */
    async run(task: Task): Promise<Operation> {
      const operation: Operation = { id: randomUUID(), kind: task.kind, state: 'running', startedAt: epochSeconds(clock), done: 0, total: task.total, outcomes: [], error: null };
      remember(operation);
      const work = carryOut(operation, task);
      let answered = false;
      const settled = work
        .catch(() => {})
        .then(() => {
          running.delete(settled);
          if (answered) {
            task.endedLate(structuredClone(operation));
          }
        });
      running.add(settled);

      let cancel = () => {};
      const impatient = new Promise<void>((resolve) => {
        cancel = clock.after(PATIENCE_MS, () => {
          answered = true;
          resolve();
        });
      });
      await Promise.race([work, impatient]).finally(() => cancel());
      return structuredClone(operation);
    },
    get(id: string): Operation {
      const operation = operations.get(id);
      if (!operation) {
        throw new BanguiError('NOT_FOUND', 'There is no such operation. Ended ones are kept for a while only.', { id });
      }
      return structuredClone(operation);
    },
    /** Resolves when nothing is under way any more. */
    async drain(): Promise<void> {
      await Promise.all(running);
    },
  };
}
