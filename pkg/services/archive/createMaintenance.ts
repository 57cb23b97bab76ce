import { BanguiError } from '../../domain/errors';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Logger } from '../ports/logger';

const DAY_SECONDS = 86_400;

interface MaintenanceDeps {
  archive: Pick<ArchivePort, 'forget' | 'rebuildRollups' | 'integrity' | 'backup' | 'optimize'>;
  /** How long bans are kept; null for ever. */
  keepBansDays: number | null;
  keepFailuresDays: number;
  clock: Clock;
  logger: Logger;
}

export type Maintenance = ReturnType<typeof createMaintenance>;

/** Keeps the archive small and sound: forgets what is old, proves the sums, looks for damage, and takes a copy of what is sound. */
export function createMaintenance({ archive, keepBansDays, keepFailuresDays, clock, logger }: MaintenanceDeps) {
  let stopped = false;

  async function forgetOld(): Promise<{ bans: number; failures: number }> {
    const now = epochSeconds(clock);
    const failures = now - keepFailuresDays * DAY_SECONDS;
    const bans = keepBansDays === null ? null : now - keepBansDays * DAY_SECONDS;
    const forgotten = { bans: 0, failures: 0 };
    for (let done = false; !done && !stopped; ) {
      // A bounded number a call: whoever else writes gets its turn in between.
      const step = await archive.forget({ bans, failures, life: bans ?? 0 });
      forgotten.bans += step.bans;
      forgotten.failures += step.failures;
      ({ done } = step);
    }
    return forgotten;
  }

  async function assertSound(): Promise<void> {
    const damage = await archive.integrity();
    if (damage.length > 0) {
      logger.error('archive_damaged', { damage: damage.slice(0, 10) });
      throw new BanguiError('DATABASE_CORRUPTED', 'Database file is corrupted.');
    }
  }

  async function mendSums(): Promise<void> {
    const { differed } = await archive.rebuildRollups();
    if (differed > 0) {
      logger.warn('archive_sums_mended', { differed });
    }
  }

  return {
    /** Throws what the archive throws. A damaged archive is not copied: the copy of before may be the last sound one. */
    async run(): Promise<void> {
      const forgotten = await forgetOld();
      for (const step of [assertSound, mendSums, archive.optimize]) {
        if (stopped) {
          return;
        }
        await step();
      }
      if (!stopped) {
        const { bytes } = await archive.backup();
        logger.info('archive_maintained', { forgotten_bans: forgotten.bans, forgotten_failures: forgotten.failures, backup_bytes: bytes });
      }
    },
    /** Ends after the step that is under way. */
    stop(): void {
      stopped = true;
    },
  };
}
