import type { NewBan } from '../../domain/archivedBan';
import type { ArchivePort } from '../ports/archivePort';
import type { Logger } from '../ports/logger';
import type { ServerDatabasePort, StoredBan, StoredPage } from '../ports/serverDatabasePort';

/** Rows may be deleted under our hands again and again: then the rest waits for the next time. */
const MAX_RESTARTS = 3;

interface Copy {
  file: string;
  database: Pick<ServerDatabasePort, 'page'>;
  archive: Pick<ArchivePort, 'recordBans' | 'syncCursor'>;
  logger: Logger;
  toNewBan(stored: StoredBan): NewBan;
  isStopped(): boolean;
}

/**
 * Page after page from where the archive stands. A page and the cursor behind it are one transaction of the archive:
 * whenever this ends, the next time goes on there. Returns how many bans were new.
 */
export async function copyDatabase({ file, database, archive, logger, toNewBan, isStopped }: Copy): Promise<number> {
  let cursor = await archive.syncCursor();
  let synced = 0;
  let restarts = 0;
  while (!isStopped()) {
    const page: StoredPage = await database.page(file, cursor);
    logDamage(page, logger);
    if (page.restarted) {
      restarts++;
      logger.info('history_rescan', { restarts });
    }
    if (page.cursor !== null && (page.restarted || page.cursor.rowid !== cursor?.rowid)) {
      synced += await archive.recordBans(page.bans.map(toNewBan), page.cursor);
    }
    if (!page.more || restarts > MAX_RESTARTS) {
      break;
    }
    ({ cursor } = page);
  }
  return synced;
}

function logDamage({ damaged }: StoredPage, logger: Logger): void {
  const skipped = damaged.filter(({ damage }) => damage === 'row');
  if (damaged.length > 0) {
    logger.warn('history_rows_damaged', { skipped: skipped.length, without_details: damaged.length - skipped.length, first_rowid: damaged[0]?.rowid });
  }
}
