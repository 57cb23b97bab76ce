import type { HistoryResponse, LinesResponse } from '../../contract/history';
import { BanguiError, invalidInput } from '../../domain/errors';
import type { BanFilterRequest } from './createFilterReader';
import { createFilterReader } from './createFilterReader';
import type { ArchivePort, HistoryKey } from '../ports/archivePort';
import type { Clock } from '../ports/clock';

interface HistoryServiceDeps {
  archive: Pick<ArchivePort, 'history' | 'lines'>;
  clock: Clock;
  /** Checks every relative window again. */
  development: boolean;
}

export type HistoryService = ReturnType<typeof createHistoryService>;

/** Single bans of the archive. Throws INVALID_INPUT, NOT_FOUND and what the archive throws. */
export function createHistoryService({ archive, clock, development }: HistoryServiceDeps) {
  const filterOf = createFilterReader({ clock, development });
  return {
    /** One page, newest first, without matched lines. */
    async page({ after, limit, ...request }: BanFilterRequest & { after?: string; limit: number }): Promise<HistoryResponse> {
      const filter = filterOf(request);
      const rows = await archive.history(filter, limit + 1, after === undefined ? undefined : readKey(after));
      const bans = rows.slice(0, limit).map((ban) => ({ ...ban, approximate: ban.origin === 'observed' }));
      const last = bans.at(-1);
      return { from: filter.from, to: filter.to, bans, next: rows.length > limit && last ? `${last.start}.${last.id}` : null };
    },
    async lines(id: number): Promise<LinesResponse> {
      const found = await archive.lines(id);
      if (!found) {
        throw new BanguiError('NOT_FOUND', 'The archive has no ban of this number, or no longer.', { id });
      }
      return { id, ...found };
    },
  };
}

function readKey(after: string): HistoryKey {
  const [, start, id] = /^(\d{1,12})\.(\d{1,15})$/.exec(after) ?? [];
  if (start === undefined || id === undefined) {
    throw invalidInput('after', 'This is no place of a page before: take its "next" as it is.');
  }
  return { start: Number(start), id: Number(id) };
}
