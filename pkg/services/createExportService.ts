import type { ExportFormat } from '../contract/historyExport';
import type { ArchivedBan } from '../domain/archivedBan';
import { csvLine, jsonLine } from '../domain/exportLine';
import type { BanFilterRequest } from './history/createFilterReader';
import { createFilterReader } from './history/createFilterReader';
import { EXPORT_COLUMNS, isoTime } from './history/exportColumns';
import type { ArchivePort, HistoryFilter, HistoryKey } from './ports/archivePort';
import type { Clock } from './ports/clock';

/** One short read of the archive each. */
const PAGE_BANS = 1000;

interface ExportFile {
  filename: string;
  /** Pages of lines, each read when it is asked for. Throws what the archive throws. */
  chunks: AsyncIterable<string>;
}

interface ExportServiceDeps {
  archive: Pick<ArchivePort, 'history'>;
  clock: Clock;
  /** Checks every relative window again. */
  development: boolean;
}

export type ExportService = ReturnType<typeof createExportService>;

/** Bans of the archive as a file of any size, in constant memory. */
export function createExportService({ archive, clock, development }: ExportServiceDeps) {
  const filterOf = createFilterReader({ clock, development });

  async function* pages(filter: HistoryFilter): AsyncGenerator<ArchivedBan[]> {
    let after: HistoryKey | undefined;
    do {
      const bans: ArchivedBan[] = await archive.history(filter, PAGE_BANS, after);
      yield bans;
      const last = bans.at(-1);
      after = last && bans.length === PAGE_BANS ? { start: last.start, id: last.id } : undefined;
    } while (after);
  }

  async function* chunks(filter: HistoryFilter, format: ExportFormat): AsyncGenerator<string> {
    // Waits for the first page: an archive that cannot be read is an error, not a file with a head alone.
    let head = HEAD[format];
    for await (const bans of pages(filter)) {
      yield head + bans.map(LINE[format]).join('');
      head = '';
    }
  }

  return {
    /** Newest first. Bans that begin meanwhile are left out. Throws INVALID_INPUT. */
    exportHistory(request: BanFilterRequest, format: ExportFormat): ExportFile {
      const filter = filterOf(request);
      return { filename: `bangui-history-${compact(filter.from)}-${compact(filter.to)}.${format}`, chunks: chunks(filter, format) };
    },
  };
}

const HEAD: Record<ExportFormat, string> = { csv: csvLine(EXPORT_COLUMNS.map(({ name }) => name)), jsonl: '' };

const LINE: Record<ExportFormat, (ban: ArchivedBan) => string> = {
  csv: (ban) => csvLine(EXPORT_COLUMNS.map(({ of }) => of(ban))),
  jsonl: (ban) => jsonLine(Object.fromEntries(EXPORT_COLUMNS.map(({ name, of }) => [name, of(ban)]))),
};

/** A time that may stand in a file name. */
function compact(seconds: number): string {
  return isoTime(seconds).replace(/[-:]/g, '');
}
