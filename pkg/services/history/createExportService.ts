import type { ExportFormat } from '../../contract/historyExport';
import type { ArchivedBan } from '../../domain/archivedBan';
import { BanguiError } from '../../domain/errors';
import { csvLine, jsonLine } from '../../domain/exportLine';
import type { BanFilterRequest } from './createFilterReader';
import { createFilterReader } from './createFilterReader';
import { EXPORT_COLUMNS, isoTime } from './exportColumns';
import type { ArchivePort, HistoryFilter, HistoryKey } from '../ports/archivePort';
import type { Clock } from '../ports/clock';

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
    let part = filter;
    for (;;) {
      const bans = await pageOf(part, after);
      if ('from' in bans) {
        part = { ...part, from: bans.from };
        continue;
      }
      yield bans;
      const last = bans.at(-1);
      after = last && bans.length === PAGE_BANS ? { start: last.start, id: last.id } : undefined;
      if (!after && part.from <= filter.from) {
        return;
      }
      part = after ? part : { ...filter, to: part.from - 1 };
    }
  }

  /** A page, or from when on to ask, where what is asked for is too rare to go through all of the window at once. */
  async function pageOf(part: HistoryFilter, after: HistoryKey | undefined): Promise<ArchivedBan[] | { from: number }> {
    try {
      return await archive.history(part, PAGE_BANS, after);
    } catch (error) {
      const reached = error instanceof BanguiError && error.code === 'INVALID_INPUT' ? error.details.reached : undefined;
      if (typeof reached !== 'number' || reached <= part.from) {
        throw error;
      }
      return { from: reached };
    }
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
