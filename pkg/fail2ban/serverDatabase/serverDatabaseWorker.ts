import { closeSync, openSync } from 'node:fs';
import { answerCalls } from '../../host/answerCalls';
import type { SyncCursor } from '../../services/ports/archivePort';
import { createPageSize } from './createPageSize';
import { readPage } from './readPage';

export interface PageRequest {
  file: string;
  cursor: SyncCursor | null;
}

const pageSize = createPageSize();

answerCalls(({ file, cursor }: PageRequest) => {
  // SQLite says "cannot open" for a missing file and for a forbidden one alike.
  closeSync(openSync(file, 'r'));
  const page = readPage(file, cursor, pageSize.rows());
  pageSize.took(page.readMs);
  return page;
});
