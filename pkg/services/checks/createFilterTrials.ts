import { BanguiError } from '../../domain/errors';
import type { Fail2banEvent } from '../../domain/fail2banEvent';
import type { JailCounters } from '../../domain/jail';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { FilterProgramPort } from '../ports/filterProgramPort';
import type { JailLogsPort } from '../ports/hostPorts';
import type { Logger } from '../ports/logger';
import type { CheckNotebook, CheckNotes } from './createCheckNotes';
import type { TrialFacts } from './judgeTrial';
import { countLookalikes, judgeTrial } from './judgeTrial';

const LINES = 1000;
const FORMER_BANS = 20;
/** Of one round; what is left is tried the next time. */
const ROUND_MS = 60_000;
/** After a jail was loaded anew: several often are at once, and the server is busy then. */
const AGAIN_MS = 15_000;
const REMEDY = 'Their logs are empty or cannot be read here, or fail2ban-regex does not run or see them: see BANGUI_FAIL2BAN_REGEX and BANGUI_PATH_MAP. What was known of these filters is kept.';

interface FilterTrialsDeps {
  fail2ban: Pick<Fail2banPort, 'jailNames' | 'counters' | 'filterOf'>;
  program: FilterProgramPort;
  logs: Pick<JailLogsPort, 'lastLines'>;
  archive: Pick<ArchivePort, 'history' | 'lines'>;
  notes: CheckNotebook;
  toHere: (path: string) => string;
  clock: Clock;
  logger: Logger;
}

type Tried = TrialFacts & { jail: string };
type Outcome = Pick<CheckNotes['trials'][string], 'evidence' | 'file'>;

export type FilterTrials = ReturnType<typeof createFilterTrials>;

/** Tries the filter of each jail, as the server has it, on the last lines of its log. */
export function createFilterTrials({ fail2ban, program, logs, archive, notes, toHere, clock, logger }: FilterTrialsDeps) {
  let stopped = false;
  let flight: Promise<unknown> = Promise.resolve();
  /** Jails that were loaded anew and were blind before. */
  const again = new Set<string>();
  let cancelAgain = () => {};

  /** Lines that fail2ban kept of the latest bans of a jail. */
  async function formerLines(jail: string): Promise<string[]> {
    try {
      const now = epochSeconds(clock);
      const bans = (await archive.history({ from: 0, to: now, jails: [jail] }, FORMER_BANS)).filter(({ lines }) => lines > 0);
      const kept = await Promise.all(bans.map(({ id }) => archive.lines(id)));
      return kept.flatMap((one) => (one?.source === 'database' ? one.lines : [])).filter((line) => !/[\r\n\0]/.test(line));
    } catch (error) {
      if (error instanceof BanguiError) {
        return [];
      }
      throw error;
    }
  }

  async function tryJail({ name, logFiles }: JailCounters): Promise<Tried[]> {
    const filter = await fail2ban.filterOf(name);
    const tried: Tried[] = [];
    for (const file of logFiles) {
      const lines = (await logs.lastLines(toHere(file), LINES)) ?? [];
      const trial = lines.length === 0 ? null : filter.failRegexes.length === 0 ? { lines: lines.length, recognised: 0 } : await program.tryLines(lines, filter);
      const former = trial?.recognised === 0 ? await program.tryLines(asBytes(await formerLines(name)), filter) : null;
      tried.push({ jail: name, file, trial, former, lookalikes: countLookalikes(lines), sharedWithAnother: false });
    }
    return tried;
  }

  async function tryAll(jails: readonly JailCounters[]): Promise<Tried[]> {
    const end = clock.ticks() + ROUND_MS;
    const { trials } = await notes.read();
    const longestAgo = [...jails].sort((a, b) => (trials[a.name]?.at ?? 0) - (trials[b.name]?.at ?? 0));
    const tried: Tried[] = [];
    for (const jail of longestAgo) {
      if (stopped || clock.ticks() >= end) {
        break;
      }
      tried.push(...(await tryJail(jail).catch((error: unknown) => skip(jail.name, error))));
    }
    return tried;
  }

  function skip(jail: string, error: unknown): Tried[] {
    logger.warn('filter_trial_failed', { jail, error });
    return [];
  }

  async function readJails(): Promise<JailCounters[]> {
    return (await fail2ban.counters(await fail2ban.jailNames())).filter(({ logFiles }) => logFiles.length > 0);
  }

  /** `jails`: all that read the files of those that were tried. */
  async function note(tried: readonly Tried[], jails: readonly JailCounters[]): Promise<void> {
    const { trials } = await notes.read();
    const outcomes = { ...trials };
    for (const name of new Set(tried.map(({ jail }) => jail))) {
      const own = tried.filter(({ jail }) => jail === name).map((facts) => ({ ...facts, sharedWithAnother: isShared(facts, tried, jails, outcomes) }));
      trials[name] = { at: epochSeconds(clock), ...outcomeOf(own, trials[name]) };
    }
    notes.changed('soon');
  }

  /** With all jails that read the same files, as what looks like a failure may be theirs. */
  async function tryAgain(): Promise<void> {
    const names = new Set(again);
    again.clear();
    try {
      const jails = await readJails();
      const files = new Set(jails.filter(({ name }) => names.has(name)).flatMap(({ logFiles }) => logFiles));
      await note(await tryAll(jails.filter(({ logFiles }) => logFiles.some((file) => files.has(file)))), jails);
    } catch (error) {
      [...names].forEach((jail) => skip(jail, error));
    }
  }

  /** One at a time. */
  function queued<T>(work: () => Promise<T>): Promise<T> {
    const own = flight.then(work);
    flight = own.catch(() => {});
    return own;
  }

  async function tryEach(): Promise<{ tried: number; untried: number; blind: number }> {
    const jails = await readJails();
    const tried = await tryAll(jails);
    await note(tried, jails);
    const { trials } = await notes.read();
    Object.keys(trials).forEach((name) => jails.some((jail) => jail.name === name) || delete trials[name]);
    const blind = Object.values(trials).filter(({ evidence }) => evidence !== null).length;
    const done = new Set(tried.filter(({ trial }) => trial !== null).map(({ jail }) => jail)).size;
    if (done === 0 && jails.length > 0 && !stopped) {
      logger.warn('filters_untried', { jails: jails.length, remedy: REMEDY });
    }
    return { tried: done, untried: jails.length - done, blind };
  }

  return {
    /** Copies of log lines are not to outlive a process that was killed. */
    start: (): Promise<void> => program.tidy().catch((error: unknown) => logger.warn('filter_trials_left', { error })),
    /** `untried`: jails of which nothing is known anew. Throws what Fail2banPort throws. */
    run: () => queued(tryEach),
    /** A jail that was blind is tried again soon after it was loaded anew: what was mended ends then. */
    async hear(event: Fail2banEvent): Promise<void> {
      if ((event.kind !== 'jailCreated' && event.kind !== 'jailReloaded') || stopped || !(await notes.read()).trials[event.jail]?.evidence) {
        return;
      }
      again.add(event.jail);
      cancelAgain();
      cancelAgain = clock.after(AGAIN_MS, () => void queued(tryAgain));
    },
    /** Ends after the trial that is under way. */
    stop(): void {
      stopped = true;
      cancelAgain();
      program.close();
    },
  };
}

/** A jail that could not be tried, or not on this file, counts by its last outcome: one that was blind there recognised nothing. */
function isShared({ jail, file }: Tried, tried: readonly Tried[], jails: readonly JailCounters[], before: CheckNotes['trials']): boolean | null {
  const others = jails.filter(({ name, logFiles }) => name !== jail && logFiles.includes(file)).map(({ name }) => {
    const trial = tried.find((other) => other.jail === name && other.file === file)?.trial ?? null;
    return trial === null ? (before[name]?.file === file ? false : null) : trial.recognised > 0;
  });
  return others.includes(true) || (others.includes(null) ? null : false);
}

/** What could not be tried anew stays as it was. A filter that recognises one of its files is not broken. */
function outcomeOf(own: readonly Tried[], before: Outcome | undefined): Outcome {
  const blind = own.find((facts) => judgeTrial(facts) !== null);
  if (own.some(({ trial }) => trial !== null && trial.recognised > 0)) {
    return { evidence: null, file: null };
  }
  if (blind) {
    return { evidence: judgeTrial(blind), file: blind.file };
  }
  const again = own.find(({ file }) => file === before?.file);
  const unknown = own.every(({ trial }) => trial === null) || again?.trial === null || again?.sharedWithAnother === null;
  return before && unknown ? { evidence: before.evidence, file: before.file } : { evidence: null, file: null };
}

/** The program gets the bytes of a log, one character each. */
function asBytes(lines: readonly string[]): string[] {
  return lines.map((line) => Buffer.from(line, 'utf8').toString('latin1'));
}
