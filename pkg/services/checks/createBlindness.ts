import type { Dump } from '../../domain/configuredJails';
import type { Finding } from '../../domain/finding';
import { fine, wrong } from '../../domain/finding';
import type { JailCounters } from '../../domain/jail';
import { createSharedRead } from '../shared/createSharedRead';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Fail2banPort } from '../ports/fail2banPort';
import type { JailLogsPort, JournalPort } from '../ports/hostPorts';
import type { ReadingPlace, ServerDatabasePort } from '../ports/serverDatabasePort';
import { ServerDatabaseUnreadable } from '../ports/serverDatabasePort';
import type { CheckNotebook } from './createCheckNotes';
import { createLasting } from './createLasting';
import type { Blindness } from './judgeLog';
import { judgeLog } from './judgeLog';
import { isUnread, nextReading } from './judgeReading';
import { SILENCE_SECONDS, silentSince } from './judgeSilence';
import { utcText } from './utcText';

const DAY = 86_400;
const JOURNAL = 'systemd-journal';
/** Rotation takes a file away for a moment. */
const GONE_MS = 60_000;
const FAILURES_GOOD_FOR_MS = 600_000;
const JOURNAL_GOOD_FOR_MS = 600_000;
/** fail2ban writes down where it is in the journal once in a while. */
const JOURNAL_SLACK_SECONDS = 60;
/** With these fail2ban writes down each failure. */
const TALKATIVE = ['INFO', 'DEBUG', 'TRACEDEBUG', 'HEAVYDEBUG', 'MSG'];

/** `about`: the files of which it is so. */
type Blind = Blindness & { about?: readonly string[] };
type Watching = Pick<JailCounters, 'name' | 'logFiles' | 'journalMatches'>;

interface BlindnessDeps {
  fail2ban: Pick<Fail2banPort, 'databaseFile' | 'logLevel'>;
  logs: Pick<JailLogsPort, 'look' | 'lookAsServer'>;
  journal: JournalPort;
  database: Pick<ServerDatabasePort, 'readingPlaces'>;
  /** Where the sidecar sees the database, in place of what fail2ban says. */
  databaseFile: string | null;
  toHere: (path: string) => string;
  archive: Pick<ArchivePort, 'failureHours'>;
  /** True while fail2ban's log tells of failures. */
  isFollowed: () => boolean;
  configured: () => Dump | null;
  notes: CheckNotebook;
  clock: Clock;
}

/** Four ways in which a running jail can see nothing; each needs a proof, and none is taken from mere quiet. */
export function createBlindness({ fail2ban, logs, journal, database, databaseFile, toHere, archive, isFollowed, configured, notes, clock }: BlindnessDeps) {
  const gone = createLasting({ clock, ms: GONE_MS });
  const journals = new Map<string, { ticks: number; unread: boolean }>();
  const failures = createSharedRead({
    clock,
    load: () => archive.failureHours(epochSeconds(clock) - SILENCE_SECONDS, epochSeconds(clock)),
    ttlMs: FAILURES_GOOD_FOR_MS,
    patienceMs: 10_000,
  });

  async function placesNow(): Promise<ReadingPlace[]> {
    const told = databaseFile ?? (await fail2ban.databaseFile());
    try {
      return told === null ? [] : await database.readingPlaces(databaseFile ?? toHere(told));
    } catch (error) {
      if (error instanceof ServerDatabaseUnreadable) {
        return [];
      }
      throw error;
    }
  }

  /** (a) Its log is gone, given up, or another file than the one that is written. */
  async function withoutLog({ name, logFiles, journalMatches }: Watching): Promise<Blind | null> {
    const note = (await notes.read()).jails[name];
    const inConfiguration = configured()?.jails.find((jail) => jail.name === name)?.logFiles ?? null;
    const lost = (note?.logFiles ?? []).filter((file) => !logFiles.includes(file));
    const found = new Map<string, Blindness>();
    const blindAltogether = logFiles.length === 0 && journalMatches.length === 0;
    for (const file of [...logFiles, ...lost]) {
      const watched = logFiles.includes(file);
      const [here, atServer] = await Promise.all([logs.look(toHere(file)), logs.lookAsServer(file)]);
      if (note && here !== null && here !== 'missing' && !note.seenHere.includes(file)) {
        note.seenHere = [...note.seenHere.filter((one) => note.logFiles.includes(one)), file];
        notes.changed('soon');
      }
      // A file that is missing is not among those that the client finds for a jail.
      const wanted = (inConfiguration?.includes(file) ?? blindAltogether) || (blindAltogether && here === 'missing');
      const one = judgeLog({ file, here, atServer, seenHere: note?.seenHere.includes(file) ?? false, watched, wanted });
      if (gone.holds(`${name}\n${file}`, one !== null) && one) {
        found.set(file, one);
      }
    }
    return firstOf(found);
  }

  /** (b) What it watches grew, and fail2ban's own database says that nothing of it was read for a day. */
  async function withoutReading({ name, logFiles, journalMatches }: Watching, places: readonly ReadingPlace[]): Promise<Blind | null> {
    const { reading } = await notes.read();
    const found = new Map<string, Blindness>();
    const now = epochSeconds(clock);
    for (const file of logFiles) {
      const place = places.find(({ jail, path }) => jail === name && path === file);
      const look = await logs.look(toHere(file));
      if (!place || look === null || look === 'missing') {
        continue;
      }
      const key = `${name}\n${file}`;
      const next = nextReading(reading[key], { ...place, file: look }, now);
      if (next !== reading[key]) {
        reading[key] = next;
        notes.changed('later');
      }
      if (next.grewAt !== null && isUnread(next, now)) {
        found.set(file, { problem: 'not_read', evidence: `${file} has grown since ${utcText(next.grewAt)}, and fail2ban has read nothing of that.` });
      }
    }
    if (found.size > 0) {
      return firstOf(found);
    }
    return journalMatches.length > 0 ? journalUnread(name, journalMatches, places.find(({ jail, path }) => jail === name && path === JOURNAL)) : null;
  }

  async function journalUnread(name: string, matches: readonly string[], place: ReadingPlace | undefined): Promise<Blind | null> {
    const to = epochSeconds(clock) - DAY;
    if (!place || place.position + JOURNAL_SLACK_SECONDS >= to) {
      journals.delete(name);
      return null;
    }
    const known = journals.get(name);
    if (!known || clock.ticks() - known.ticks >= JOURNAL_GOOD_FOR_MS) {
      const held = await Promise.all(matches.map((match) => journal.holds(match, Math.ceil(place.position) + JOURNAL_SLACK_SECONDS, to)));
      journals.set(name, { ticks: clock.ticks(), unread: held.includes(true) });
    }
    const since = utcText(place.position);
    return journals.get(name)?.unread ? { problem: 'not_read', evidence: `The journal has entries for this jail, and fail2ban has read none of them since ${since}.` } : null;
  }

  /** (c) It found failures every day, and finds none any more. */
  async function silent(jail: string): Promise<Blind | null> {
    const hours = (await failures.get()).value.filter((one) => one.jail === jail).map(({ hour }) => hour);
    const since = silentSince(hours, epochSeconds(clock));
    return since === null ? null : { problem: 'no_failures', evidence: `It found failures on each of 14 days, and none since ${utcText(since)}.` };
  }

  async function blindnessOf(jail: Watching, places: readonly ReadingPlace[], tellsFailures: boolean): Promise<Blind | null> {
    const trial = (await notes.read()).trials[jail.name];
    const [log, reading] = [await withoutLog(jail), await withoutReading(jail, places)];
    const filter = !trial?.evidence ? null : { problem: 'filter_blind', evidence: trial.evidence, about: trial.file === null ? [] : [trial.file] };
    return log ?? reading ?? filter ?? (tellsFailures ? silent(jail.name) : null);
  }

  return {
    /** One row for each jail that watches something, or did. Throws what its ports throw. */
    async findings(jails: readonly Watching[]): Promise<Finding[]> {
      const [places, level, { jails: noted }] = await Promise.all([placesNow(), fail2ban.logLevel(), notes.read()]);
      const tellsFailures = isFollowed() && TALKATIVE.includes(level);
      const watching = jails.filter(({ name, logFiles, journalMatches }) => logFiles.length + journalMatches.length + (noted[name]?.logFiles.length ?? 0) > 0);
      const found: Finding[] = [];
      for (const jail of watching) {
        const blindness = await blindnessOf(jail, places, tellsFailures);
        found.push(blindness ? wrong(jail.name, blindness.problem, blindness.evidence, blindness.about) : fine(jail.name));
      }
      return found;
    },
  };
}

/** Of files in the order of the jail: the first, and which others have the same problem. */
function firstOf(found: ReadonlyMap<string, Blindness>): Blind | null {
  const [first] = found.values();
  return first ? { ...first, about: [...found].filter(([, { problem }]) => problem === first.problem).map(([file]) => file) } : null;
}
