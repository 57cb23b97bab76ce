import type { TracedLine } from '../../services/ports/regexProgramPort';
import { pythonFields, pythonTexts } from './pythonTexts';

/** Of fail2ban.filter at the level TRACEDEBUG, in 1.0 and 1.1 alike. What comes from a log stands in quotes, without line breaks. */
const EVENT = /^\d{4}-\d\d-\d\d \S+ fail2ban\.filter *\[\d+\]: [A-Z]+ *T: +?(Working on line|Pre-filter matched|Matched failregex|Matched ignoreregex|Nofail by mlfid|Found a match but no valid date)(.*)$/;
/** What stands for the host, or is no part of what was captured. */
const NO_FIELD = new Set(['content', 'ip4', 'ip6', 'dns', 'cidr', 'fid', 'mlfid', 'mlfforget', 'mlfgained', 'nofail', 'mlfpending']);
const NOTHING = { expression: null, ignoredBy: null, isFailure: false, skipped: false, host: null, time: null };

/** What fail2ban-regex did with each line that it looked at. `mark` is what begins a line that tells a failure: nobody who writes a log can know it. */
export function readTrace(stdout: string, mark: string, startedAt: number): TracedLine[] {
  const lines: TracedLine[] = [];
  let current: TracedLine = { ...NOTHING, text: '', fields: {} };
  for (const printed of stdout.split('\n')) {
    if (printed.startsWith(mark)) {
      const { id, time } = readFailure(printed.slice(mark.length), startedAt);
      Object.assign(current, { isFailure: true, host: id, time });
      continue;
    }
    const [, event, rest = ''] = EVENT.exec(printed) ?? [];
    if (event === 'Working on line') {
      current = { ...NOTHING, text: pythonTexts(rest, 1)[0] ?? '', fields: {} };
      lines.push(current);
    } else if (event === 'Pre-filter matched') {
      current.fields = fieldsOf(rest);
    } else if (event === 'Matched failregex' && current.ignoredBy === null) {
      current.expression = numberIn(rest);
      Object.assign(current.fields, fieldsOf(rest));
    } else if (event === 'Matched ignoreregex') {
      current.ignoredBy = numberIn(rest);
    }
  }
  return lines.map((line) => (line.expression === null ? { ...line, fields: {} } : line));
}

/** "1795226400.0 203.0.113.5". A line without a date is dated to the moment when it is read. */
export function readFailure(told: string, startedAt: number): { id: string; time: number | null } {
  const at = told.indexOf(' ');
  const time = Number(told.slice(0, at));
  return { id: told.slice(at + 1), time: Number.isFinite(time) && time < startedAt ? time : null };
}

function numberIn(rest: string): number | null {
  const [digits] = /\d+/.exec(rest) ?? [];
  return digits === undefined ? null : Number(digits);
}

function fieldsOf(rest: string): Record<string, string> {
  return Object.fromEntries(Object.entries(pythonFields(rest.slice(rest.indexOf('{')))).filter(([name]) => !NO_FIELD.has(name) && !name.startsWith('cond_')));
}
