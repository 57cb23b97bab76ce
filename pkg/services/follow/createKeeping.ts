import type { Followed } from '../../domain/archivedBan';
import { ArchiveRefusal } from '../../domain/errors';
import type { ArchivePort } from '../ports/archivePort';
import type { Logger } from '../ports/logger';

interface KeepingDeps {
  archive: Pick<ArchivePort, 'recordFollowed'>;
  logger: Logger;
}

/** Told twice, these double. */
const DOUBLES: ReadonlySet<Followed['kind']> = new Set<Followed['kind']>(['failures', 'life']);

/** Gives the archive what the log told, without those events that it can never take. */
export function createKeeping({ archive, logger }: KeepingDeps) {
  /**
   * Parts of a batch, in their order, the position with the last one; taken from `parts` once they are kept, so that what
   * failed goes on where it ended. Rejects when the archive fails for any reason but the content of one event.
   */
  return async function keep(parts: Followed[][], position: string): Promise<void> {
    for (let part = parts[0] ?? []; ; part = parts[0] ?? []) {
      try {
        await archive.recordFollowed(part, parts.length > 1 ? null : position);
        parts.shift();
      } catch (error) {
        const [event] = part;
        if (!(error instanceof ArchiveRefusal) || event === undefined) {
          throw error;
        }
        if (part.length === 1) {
          tell(event, error);
        }
        parts.splice(0, 1, ...(part.length === 1 ? lastOf(parts) : split(part)));
      }
      if (parts.length === 0) {
        return;
      }
    }
  };

  function tell(event: Followed, { cause }: ArchiveRefusal): void {
    const whose = { jail: event.jail, ...('address' in event && { address: event.address }) };
    logger.warn('follow_event_refused', { kind: event.kind, at: 'at' in event ? event.at : event.hour, ...whose, reason: cause instanceof Error ? cause.message : String(cause) });
  }
}

/** The position still has to be kept. */
function lastOf(parts: readonly Followed[][]): Followed[][] {
  return parts.length === 1 ? [[]] : [];
}

/** Halves; at first what doubles apart from what does not, for the position to come with it. */
function split(part: readonly Followed[]): Followed[][] {
  const once = part.filter(({ kind }) => DOUBLES.has(kind));
  if (once.length > 0 && once.length < part.length) {
    return [part.filter(({ kind }) => !DOUBLES.has(kind)), once];
  }
  const middle = Math.ceil(part.length / 2);
  return [part.slice(0, middle), part.slice(middle)];
}
