import { parseWallTime } from '../replies/parseWallTime';

/** `file`: fail2ban's own lines. `syslog`: those of a syslog daemon, mixed with the lines of others. */
export type LogForm = 'file' | 'syslog';

/** A time as it was written. `wall`: seconds as if the zone were UTC; `yearless`: the same within the year 2000. */
export type WrittenTime = { kind: 'epoch' | 'wall' | 'yearless'; seconds: number };

export interface LogHeader {
  form: LogForm;
  time: WrittenTime;
  level: string;
  message: string;
}

const STAMP_LENGTH = 23;
// The name is padded to 24 characters; a longer one touches the bracket.
const OF_FILE = /^ (?:fail2ban[\w.]*)\s*\[\d+\]: ([A-Z]+)\s+(.*)$/s;
const TRADITIONAL = /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([ \d]\d) (\d\d):(\d\d):(\d\d) \S+ (.*)$/s;
const ISO = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) \S+ (.*)$/s;
const TAGGED = /^(?:fail2ban[\w.]*)\s*\[\d+\]: ([A-Z]+)\s+(.*)$/s;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/**
 * What a line says when it begins a record: its header, "foreign" when it is one of another program, null when it continues the record before.
 * Once the form of a log is known nothing else is taken for a header, as records may quote the lines of other logs.
 */
export function readHeader(line: string, form: LogForm | null): LogHeader | 'foreign' | null {
  return (form === 'syslog' ? null : ofFile(line)) ?? (form === 'file' ? null : ofSyslog(line));
}

function ofFile(line: string): LogHeader | null {
  if (line[STAMP_LENGTH - 4] !== ',') {
    return null;
  }
  const seconds = parseWallTime(line, 0) + Number(line.slice(STAMP_LENGTH - 3, STAMP_LENGTH)) / 1000;
  const match = Number.isNaN(seconds) ? null : OF_FILE.exec(line.slice(STAMP_LENGTH));
  return match && { form: 'file', time: { kind: 'wall', seconds }, level: match[1] ?? '', message: match[2] ?? '' };
}

/** "fail2ban.actions[123]: NOTICE [sshd] …": a record whose time is told elsewhere. */
export function readTagged(text: string): { level: string; message: string } | null {
  const match = TAGGED.exec(text);
  return match && { level: match[1] ?? '', message: match[2] ?? '' };
}

function ofSyslog(line: string): LogHeader | 'foreign' | null {
  const iso = ISO.exec(line);
  const match = iso ?? TRADITIONAL.exec(line);
  if (!match) {
    return null;
  }
  const seconds = iso ? Date.parse(iso[1] ?? '') / 1000 : yearless(match);
  const tagged = readTagged(match.at(-1) ?? '');
  return tagged && Number.isFinite(seconds)
    ? { form: 'syslog', time: { kind: iso ? 'epoch' : 'yearless', seconds }, level: tagged.level, message: unescape(tagged.message) }
    : 'foreign';
}

function yearless([, month = '', ...rest]: readonly string[]): number {
  const [day = 0, hour = 0, minute = 0, second = 0] = rest.slice(0, 4).map(Number);
  return Date.UTC(2000, MONTHS.indexOf(month) / 3, day, hour, minute, second) / 1000;
}

/** rsyslog keeps a record on one line by writing its newlines so. */
function unescape(message: string): string {
  return message.includes('#012') ? message.replaceAll('#012', '\n') : message;
}
