import type { Clock } from '../services/ports/clock';
import type { Logger } from '../services/ports/logger';
import { databaseErrorCode, sqliteCode as codeOf, toDatabaseError } from './databaseErrors';
import { tooManyBansOf } from './tooManyBans';

const PAUSES_MS = [100, 200, 400] as const;

export interface Failure {
  error: unknown;
  sqliteCode: string;
  detail: string;
  retries: number;
}

/** Runs work on the database: what is only busy is tried again, what fails is logged with SQLite's code and named by the contract. */
export function createAttempts({ clock, logger }: { clock: Clock; logger: Logger }) {
  return async function attempt<T>(
    operation: string,
    work: () => Promise<T>,
    tell = ({ sqliteCode, detail, retries }: Failure) => logger.error('archive_error', { operation, sqlite_code: sqliteCode, detail, retries })
  ): Promise<T> {
    for (let retries = 0; ; retries++) {
      try {
        return await work();
      } catch (error) {
        const tooMany = tooManyBansOf(error);
        if (tooMany) {
          throw tooMany;
        }
        const pause = databaseErrorCode(error) === 'DATABASE_BUSY' ? PAUSES_MS[retries] : undefined;
        if (pause === undefined) {
          tell({ error, sqliteCode: codeOf(error), detail: error instanceof Error ? error.message : String(error), retries });
          throw toDatabaseError(error, retries);
        }
        await new Promise<void>((resolve) => clock.after(pause, resolve));
      }
    }
  };
}
