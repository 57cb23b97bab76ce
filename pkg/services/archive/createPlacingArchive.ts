import type { Place } from '../../domain/archivedBan';
import type { ArchivePort } from '../ports/archivePort';

/** The archive as those see it who write to it: each new ban and failure gets the place of its address as this host knows it. */
export function createPlacingArchive(archive: ArchivePort, placeOf: (address: string) => Place | null): ArchivePort {
  function withPlace<T extends { address: string; place?: Place }>(entry: T): T {
    const place = entry.place ?? placeOf(entry.address);
    return place ? { ...entry, place } : entry;
  }

  return {
    ...archive,
    recordBans: (bans, cursor) => archive.recordBans(bans.map(withPlace), cursor),
    recordFollowed: (events, position) =>
      archive.recordFollowed(
        events.map((event) => (event.kind === 'ban' || event.kind === 'restore' || event.kind === 'failures' ? withPlace(event) : event)),
        position
      ),
  };
}
