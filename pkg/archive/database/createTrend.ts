import type { Database } from 'better-sqlite3';
import type { ArchiveReads } from '../archiveEngine';
import { createCounts } from './createCounts';

export function createTrend(database: Database): ArchiveReads['trend'] {
  const counts = database.transaction(createCounts(database));
  return (filter, bucketSeconds, by) => counts.deferred(filter, by, bucketSeconds);
}
