import { LAST_MOMENT } from '../../contract/lastMoment';
import { boundedBanTime } from '../../domain/banTime';
import type { StoredBan } from '../../services/ports/serverDatabasePort';

/** Columns as SQLite gives them: it checks no types, so each may be anything. */
export interface BanRow {
  rowid: number;
  jail: unknown;
  ip: unknown;
  timeofban: unknown;
  bantime: unknown;
  bancount: unknown;
  data: unknown;
}

interface Details {
  failures: number | null;
  matches: string[];
}

const NO_DETAILS: Details = { failures: null, matches: [] };
/** What fail2ban writes for bans of its versions before 0.11, which kept no length. */
const UNKNOWN_TIME = -2;

/** Null for a row that names no ban; `damaged` when only its details cannot be read. */
export function readStoredBan(row: BanRow): { ban: StoredBan; damaged: boolean } | null {
  const { jail, ip, timeofban } = row;
  if (typeof jail !== 'string' || jail === '' || typeof ip !== 'string' || ip === '' || !isTime(timeofban)) {
    return null;
  }
  const details = readDetails(row.data);
  const ban = { jail, address: ip, start: Math.round(timeofban), banTime: readBanTime(row.bantime), banCount: readCount(row.bancount) };
  return { ban: { ...ban, ...(details ?? NO_DETAILS) }, damaged: details === null };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LAST_MOMENT;
}

/** A random share added to the ban time makes it a fraction. */
function readBanTime(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value === UNKNOWN_TIME) {
    return null;
  }
  return boundedBanTime(value);
}

function readCount(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : 1;
}

/** UTF-8 JSON, mostly in a BLOB. Null when it is something else. */
function readDetails(data: unknown): Details | null {
  if (data === null || data === undefined) {
    return NO_DETAILS;
  }
  if (typeof data !== 'string' && !(data instanceof Uint8Array)) {
    return null;
  }
  try {
    const value: unknown = JSON.parse(typeof data === 'string' ? data : Buffer.from(data).toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return null;
    }
    const { failures, matches } = value as { failures?: unknown; matches?: unknown };
    return {
      failures: typeof failures === 'number' && failures >= 0 && failures <= Number.MAX_SAFE_INTEGER ? Math.round(failures) : null,
      matches: Array.isArray(matches) ? matches.flatMap(readMatch) : [],
    };
  } catch {
    return null;
  }
}

/** A log line, or its three parts: before the date, the date, after it. */
function readMatch(match: unknown): string[] {
  if (typeof match === 'string') {
    return [match];
  }
  return Array.isArray(match) && match.every((part) => typeof part === 'string') ? [match.join('')] : [];
}
