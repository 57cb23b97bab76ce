import type { ArchivedBan } from '../../domain/archivedBan';
import type { ExportCell } from '../../domain/exportLine';

interface ExportColumn {
  name: string;
  of: (ban: ArchivedBan) => ExportCell;
}

/** Of CSV and of JSON lines alike, in this order. Names are those of `GET /history`, but times are ISO 8601 in UTC. */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  { name: 'jail', of: ({ jail }) => jail },
  { name: 'address', of: ({ address }) => address },
  { name: 'start', of: ({ start }) => isoTime(start) },
  { name: 'banTime', of: ({ banTime }) => banTime },
  { name: 'endedAt', of: ({ endedAt }) => (endedAt === null ? null : isoTime(endedAt)) },
  { name: 'endCause', of: ({ endCause }) => endCause },
  { name: 'endedBy', of: ({ endedBy }) => endedBy },
  { name: 'country', of: ({ country }) => country },
  { name: 'asn', of: ({ asn }) => asn },
  { name: 'org', of: ({ org }) => org },
  { name: 'banCount', of: ({ banCount }) => banCount },
  { name: 'failures', of: ({ failures }) => failures },
  { name: 'origin', of: ({ origin }) => origin },
  { name: 'approximate', of: ({ origin }) => origin === 'observed' },
  { name: 'addressBans', of: ({ addressBans }) => addressBans },
  { name: 'actor', of: ({ actor }) => actor },
];

/** `seconds` of the epoch, to the second. */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
