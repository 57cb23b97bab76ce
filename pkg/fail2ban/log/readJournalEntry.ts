import { z } from 'zod';
import { LAST_MOMENT } from '../../contract/lastMoment';
import type { LogRecord } from './readEvent';
import { readHeader, readTagged } from './readHeader';

// Bytes that are no text come as numbers, what is too long as null, a field that is there twice as a list.
const text = z.union([z.string(), z.array(z.number()).transform((bytes) => Buffer.from(bytes).toString('utf8'))]).catch('');
const entrySchema = z.object({
  __CURSOR: z.string(),
  __REALTIME_TIMESTAMP: z.coerce.number().min(0).max(LAST_MOMENT * 1e6),
  /** Of the process that wrote it: the journal says so, not the writer. */
  _UID: z.string().catch(''),
  MESSAGE: text,
  PRIORITY: text.optional(),
  /** The name of a logger: written by fail2ban's own handler for the journal. */
  LOGGER: text.optional(),
  SYSLOG_IDENTIFIER: text.optional(),
});

export interface JournalEntry {
  cursor: string;
  /** UTC epoch seconds. */
  at: number;
  /** Who wrote it, when that was not root. Then there is no record. */
  foreigner: string | null;
  /** Null: a line that continues another, or is none of fail2ban's. */
  record: LogRecord | null;
}

const ROOT = '0';
const LEVELS = ['CRITICAL', 'CRITICAL', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG'];
const WITH_LEVEL = /^([A-Z]+)\s+(.*)$/s;

/** One line of `journalctl -o json`; null when it cannot be understood. */
export function readJournalEntry(line: string): JournalEntry | null {
  const fields = parse(line);
  if (!fields) {
    return null;
  }
  const at = Math.round(fields.__REALTIME_TIMESTAMP / 1000) / 1000;
  const isTrusted = fields._UID === ROOT;
  const found = isTrusted ? readMessage(fields) : null;
  return { cursor: fields.__CURSOR, at, foreigner: isTrusted ? null : fields._UID, record: found && { at, ...found } };
}

function parse(line: string): z.infer<typeof entrySchema> | null {
  try {
    return entrySchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** SYSTEMD-JOURNAL gives the bare message, SYSLOG one with its level, STDOUT whole lines. */
function readMessage({ MESSAGE: message, LOGGER, PRIORITY, SYSLOG_IDENTIFIER }: z.infer<typeof entrySchema>): Omit<LogRecord, 'at'> | null {
  if (LOGGER?.startsWith('fail2ban') || SYSLOG_IDENTIFIER === 'fail2ban') {
    return { level: LEVELS[Number(PRIORITY ?? 6)] ?? 'INFO', message };
  }
  if (SYSLOG_IDENTIFIER?.startsWith('fail2ban.')) {
    const [, level, rest = ''] = WITH_LEVEL.exec(message) ?? [];
    return level === undefined ? null : { level, message: rest };
  }
  const header = readHeader(message, 'file');
  return header !== null && header !== 'foreign' ? { level: header.level, message: header.message } : readTagged(message);
}
