import type { DryRun, LabFilter } from '../../contract/filterLab';
import { covers, parseAddress } from '../../domain/address';
import { BanguiError } from '../../domain/errors';
import type { JailFilter } from '../../domain/jail';
import { simulateBans } from '../../domain/simulateBans';
import type { Simulated } from '../../domain/simulateBans';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { JournalLinesPort } from '../ports/journalLinesPort';
import type { JailLogFilesPort } from '../ports/jailLogFilesPort';
import type { FoundFailure, RegexFilter, RegexProgramPort } from '../ports/regexProgramPort';
import type { FilterLab } from './createFilterLab';
import type { LogPreview } from './createLogPreview';
import { LOG_PROBLEM } from './createLogPreview';
import { keepBeginning } from './keepBeginning';

/** Of each log with what it was before: some 200,000 lines of sshd's, which fail2ban-regex reads in about five seconds. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_FILES = 4;
const MOST_ADDRESSES = 1000;
const DATED_LINES = 50;
/** Of the journal. */
const MOST_ENTRIES = 150_000;
const LINES_AT_ONCE = 1000;
const JOURNAL = 'journal';
const TOO_MANY_FILES = `Only the first ${MOST_FILES} files are read.`;

interface DryRunDeps {
  program: Pick<RegexProgramPort, 'failures' | 'earliest'>;
  lab: Pick<FilterLab, 'resolve'>;
  preview: Pick<LogPreview, 'jailOf'>;
  files: Pick<JailLogFilesPort, 'stream' | 'rotated'>;
  journal: JournalLinesPort;
  fail2ban: Pick<Fail2banPort, 'filterOf' | 'parameters' | 'ignoreList'>;
  toHere: (path: string) => string;
  clock: Clock;
}

export interface DryRunRequest {
  filter: LabFilter | null;
  findTime: number | null;
  maxRetry: number | null;
  hours: number;
}

type FileReport = DryRun['files'][number];

interface Read {
  report: FileReport;
  found: FoundFailure[];
}

/** One file of a log. */
interface Part {
  found: FoundFailure[];
  cut: boolean;
  size: number;
  /** Of its beginning; null when that has no date. */
  earliest: number | null;
}

/** Who would have been banned. Throws what RegexProgramPort and Fail2banPort throw. */
export function createDryRun({ program, lab, preview, files, journal, fail2ban, toHere, clock }: DryRunDeps) {
  /** With what was rotated, until the time that is asked for, or `MOST_BYTES`, is reached. */
  async function readLog(path: string, filter: RegexFilter, loaded: JailFilter, from: number): Promise<Read> {
    const part = (file: string, bytes: number) => files.stream(toHere(file), bytes, async ({ size, cut, chunks }): Promise<Part> => ({ size, cut, ...(await goOver(chunks, filter, loaded)) }));
    const newest = await part(path, MOST_BYTES);
    if (typeof newest === 'string') {
      return unread(path, LOG_PROBLEM[newest]);
    }
    const parts = [newest];
    const rotated: FileReport['rotated'] = [];
    const older = (await files.rotated(toHere(path))).filter(({ modified }) => modified >= from);
    for (const { suffix } of older) {
      const left = MOST_BYTES - parts.reduce((sum, { size }) => sum + size, 0);
      if (reachesBack(parts, from) || left <= 0) {
        break;
      }
      const name = `${path}${suffix}`;
      const read = await part(name, left);
      rotated.push({ path: name, problem: typeof read === 'string' ? LOG_PROBLEM[read] : null });
      if (typeof read === 'string') {
        break;
      }
      parts.unshift(read);
    }
    return { found: parts.flatMap(({ found }) => found), report: { path, rotated, ...spanOf(parts, from), problem: null } };
  }

  async function readJournal(matches: readonly string[], filter: RegexFilter, loaded: JailFilter, from: number): Promise<Read> {
    const lines = await journal.last(matches, MOST_ENTRIES, from);
    if (lines === null) {
      return unread(JOURNAL, 'The journal cannot be read here.');
    }
    const withJournal = 'loaded' in filter ? filter : { ...filter, journal: true };
    const read = await goOver(chunksOf(lines), withJournal, { ...loaded, encoding: 'UTF-8' });
    const part = { ...read, size: 0, cut: lines.length === MOST_ENTRIES };
    return { found: read.found, report: { path: JOURNAL, rotated: [], ...spanOf([part], from), problem: null } };
  }

  async function goOver(chunks: AsyncIterable<Uint8Array>, filter: RegexFilter, loaded: JailFilter): Promise<Pick<Part, 'found' | 'earliest'>> {
    const beginning = keepBeginning(chunks, DATED_LINES);
    const found = await program.failures(filter, beginning.chunks, loaded.encoding);
    const lines = beginning.lines();
    return { found, earliest: lines.length === 0 ? null : await program.earliest(loaded, { lines, encoding: { bytes: loaded.encoding } }) };
  }

  async function run(jail: string, request: DryRunRequest): Promise<DryRun> {
    const { logFiles, journalMatches } = await preview.jailOf(jail);
    const [loaded, parameters, ignoreList] = await Promise.all([fail2ban.filterOf(jail), fail2ban.parameters([jail]), fail2ban.ignoreList(jail)]);
    const own = parameters.get(jail);
    if ((logFiles.length === 0 && journalMatches.length === 0) || own === undefined) {
      const reason = 'This jail reads neither a log file nor the journal.';
      throw new BanguiError('SURROUNDINGS_MISMATCH', reason, { capability: 'dry_run', reason });
    }
    const filter = request.filter === null ? { loaded } : await lab.resolve(request.filter);
    const to = epochSeconds(clock);
    const from = to - request.hours * 3600;
    const [findTime, maxRetry] = [request.findTime ?? own.findTime, request.maxRetry ?? own.maxRetry];
    const reads = journalMatches.length > 0 ? [await readJournal(journalMatches, filter, loaded, from)] : [];
    for (const [index, path] of logFiles.entries()) {
      reads.push(index < MOST_FILES ? await readLog(path, filter, loaded, from) : unread(path, TOO_MANY_FILES));
    }
    const failures = reads.flatMap(({ found }) => found);
    const dated = failures.flatMap(({ id, time }) => (time !== null && time >= from && time <= to ? [{ id, time }] : [])).sort((a, b) => a.time - b.time);
    const simulated = simulateBans(dated, { findTime, maxRetry, banTime: own.banTime });
    return {
      findTime,
      maxRetry,
      from,
      to,
      files: reads.map(({ report }) => report),
      failures: dated.length,
      undated: failures.filter(({ time }) => time === null).length,
      addressesSeen: simulated.size,
      addresses: foremost(simulated).map(([address, one]) => withIgnored(address, one, ignoreList)),
    };
  }

  return { run };
}

export type DryRunService = ReturnType<typeof createDryRun>;

function unread(path: string, problem: string): Read {
  return { found: [], report: { path, rotated: [], cut: false, since: null, problem } };
}

/** Something before it is not needed, or cannot be had. */
function reachesBack(parts: readonly Part[], from: number): boolean {
  return parts.some(({ cut, earliest }) => cut || (earliest !== null && earliest <= from));
}

function spanOf(parts: readonly Part[], from: number): Pick<FileReport, 'cut' | 'since'> {
  const earliest = Math.min(...parts.map((part) => part.earliest ?? Number.POSITIVE_INFINITY));
  return { since: Number.isFinite(earliest) && earliest > from ? earliest : null, cut: parts.some(({ cut }) => cut) };
}

async function* chunksOf(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
    yield Buffer.from(`${lines.slice(at, at + LINES_AT_ONCE).join('\n')}\n`);
  }
}

/** Bans first, in order of time; then who failed most. */
function foremost(simulated: ReadonlyMap<string, Simulated>): Array<[string, Simulated]> {
  const last = Number.POSITIVE_INFINITY;
  return [...simulated].sort(([, a], [, b]) => (a.bannedAt ?? last) - (b.bannedAt ?? last) || b.failures - a.failures).slice(0, MOST_ADDRESSES);
}

/** fail2ban does not even count what is ignored. */
function withIgnored(address: string, one: Simulated, ignoreList: readonly string[]): DryRun['addresses'][number] {
  const ignoredBy = ignoreList.find((entry) => entry === address || holds(entry, address)) ?? null;
  return { address, ...one, ...(ignoredBy === null ? {} : { bannedAt: null, bans: 0 }), ignoredBy };
}

function holds(entry: string, address: string): boolean {
  try {
    return covers(parseAddress(entry, 'ignoreip', 'drop'), parseAddress(address, 'address', 'drop'));
  } catch {
    return false;
  }
}
