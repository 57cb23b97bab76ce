import type { FollowSummary, HistoryState } from '../../contract/history';
import type { JobState } from '../../contract/jobs';
import type { LokiShippingState } from '../loki/createLokiShipping';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import type { Logger } from '../ports/logger';
import type { EventLoopLag, OwnProcessPort } from '../ports/ownProcess';

/** Rows are counted, which takes a while in a large archive. */
const SIZE_GOOD_MS = 60_000;
/** The archive may be at its maintenance: nobody waits for that. */
const SIZE_PATIENCE_MS = 500;

export type ArchiveSize = Awaited<ReturnType<ArchivePort['size']>>;

/** How the sidecar itself is doing. Durations in seconds, times in UTC epoch seconds. */
export interface SidecarFigures {
  version: string;
  uptime: number;
  /** As it was a minute ago at most; null while it is not known. */
  archive: ArchiveSize | null;
  /** Writes that the archive has not taken yet. */
  lateWrites: number;
  /** Null where nothing is sent to Loki. */
  loki: LokiShippingState | null;
  /** `behindBytes`: written to fail2ban's log and not read yet; null where that is unknown. */
  follow: FollowSummary & { behindBytes: number | null };
  history: HistoryState;
  eventLoopLag: EventLoopLag;
  residentBytes: number;
  /** Of the state directory. */
  freeBytes: number | null;
  jobs: JobState[];
}

interface SidecarFiguresDeps {
  version: string;
  archive: Pick<ArchivePort, 'size'>;
  lateWrites: () => number;
  loki: () => LokiShippingState | null;
  follow: () => FollowSummary;
  behindBytes: () => number | null;
  history: () => HistoryState;
  jobs: () => JobState[];
  ownProcess: OwnProcessPort;
  stateDir: string;
  clock: Clock;
  logger: Logger;
}

export type SidecarFiguresService = ReturnType<typeof createSidecarFigures>;

/** The figures of the sidecar itself, for the metrics and for its dashboard. Never asks fail2ban. */
export function createSidecarFigures({ version, archive, lateWrites, loki, follow, behindBytes, history, jobs, ownProcess, stateDir, clock, logger }: SidecarFiguresDeps) {
  let size: ArchiveSize | null = null;
  let sizeMs = Number.NEGATIVE_INFINITY;
  let counting: Promise<void> | null = null;

  async function count(): Promise<void> {
    try {
      size = await archive.size();
    } catch (error) {
      size = null;
      logger.debug('archive_size_unknown', { error });
    } finally {
      sizeMs = clock.ticks();
      counting = null;
    }
  }

  async function archiveSize(): Promise<ArchiveSize | null> {
    if (clock.ticks() - sizeMs >= SIZE_GOOD_MS) {
      counting ??= count();
      let cancel = () => {};
      const late = new Promise<void>((resolve) => (cancel = clock.after(SIZE_PATIENCE_MS, resolve)));
      await Promise.race([counting, late]).finally(() => cancel());
    }
    return size;
  }

  return {
    /** Never rejects. */
    async read(): Promise<SidecarFigures> {
      const [size, freeBytes] = await Promise.all([archiveSize(), ownProcess.freeBytes(stateDir)]);
      return {
        version,
        uptime: ownProcess.uptimeSeconds(),
        archive: size,
        lateWrites: lateWrites(),
        loki: loki(),
        follow: { ...follow(), behindBytes: behindBytes() },
        history: history(),
        eventLoopLag: ownProcess.eventLoopLag(),
        residentBytes: ownProcess.residentBytes(),
        freeBytes,
        jobs: jobs(),
      };
    },
  };
}
