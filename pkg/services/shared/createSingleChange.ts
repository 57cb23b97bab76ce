import type { Operation } from '../../contract/bans';
import { BanguiError } from '../../domain/errors';

interface Current {
  kind: Operation['kind'] | 'set_server' | 'change_config';
  /** Null: fail2ban as a whole. */
  jail: string | null;
}

export type SingleChange = ReturnType<typeof createSingleChange>;

/** One change of jails or of the server at a time: what a second one was based on is about to change. */
export function createSingleChange() {
  let current: Current | null = null;
  const waiting: Array<() => void> = [];

  return {
    /** Returns what ends it. Throws OPERATION_IN_PROGRESS. */
    begin(kind: Current['kind'], jail: string | null): () => void {
      if (current) {
        const what = current.jail === null ? 'fail2ban' : `Jail ${current.jail}`;
        throw new BanguiError('OPERATION_IN_PROGRESS', `${what} is being changed. Try again when that has ended.`, { ...current });
      }
      const own: Current = { kind, jail };
      current = own;
      return () => {
        current = current === own ? null : current;
        const freed = current === null ? waiting.splice(0) : [];
        freed.forEach((resume) => resume());
      };
    },
    /** When what is under way has ended; at once where that is a rollback, which waits itself for changes of the configuration. */
    async whenFree(): Promise<void> {
      if (current !== null && current.kind !== 'rollback') {
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}
