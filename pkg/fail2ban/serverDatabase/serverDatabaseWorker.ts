import { closeSync, openSync } from 'node:fs';
import { answerCalls } from '../../host/answerCalls';
import type { SyncCursor } from '../../services/ports/archivePort';
import { createPageSize } from './createPageSize';
import { readPage } from './readPage';
import { readPlaces } from './readPlaces';

export interface PageRequest {
  file: string;
  cursor: SyncCursor | null;
}
export interface PlacesRequest {
  file: string;
  places: true;
}

const pageSize = createPageSize();

answerCalls((request: PageRequest | PlacesRequest) => {
  const { file } = request;
  // SQLite says "cannot open" for a missing file and for a forbidden one alike.
  closeSync(openSync(file, 'r'));
  if ('places' in request) {
    return readPlaces(file);
  }
  const page = readPage(file, request.cursor, pageSize.rows());
  pageSize.took(page.readMs);
  return page;
});
