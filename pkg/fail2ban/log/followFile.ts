import { watch } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../services/ports/clock';
import type { FollowState, FollowedBatch, LogPosition, LogSource } from '../../services/ports/logFollowerPort';
import type { Alarm } from './createAlarm';
import { createDelivery } from './createDelivery';
import { createFileDelivery } from './createFileDelivery';
import { createFileReader } from './createFileReader';
import { createLogClock } from './createLogClock';
import { JUDGE_SECONDS } from './createUnbanJudge';
import { decodeFilePosition, fingerprint } from './filePosition';
import { findNextRotated, findPositioned, lookStill, whatIsAt } from './findLogs';
import { followProblem } from './followProblem';
import { openLogFile } from './openLogFile';
import type { LogFile } from './openLogFile';
import { UNKNOWN_LIFE } from './serverLife';

export interface FollowDeps {
  clock: Clock;
  alarm: Alarm;
  stopped: AbortSignal;
  take: (batch: FollowedBatch) => Promise<void>;
  report(change: Partial<FollowState>): void;
}

const CHUNK = 65_536;
const POLL_MS = 1000;
/** A record is whole when nothing followed it for so long. */
const RECORD_MS = 300;
/** Should a line never be completed, as its writer died. */
const BROKEN_LINE_MS = 5000;
/** Records reach the file at once. */
const WRITE_SECONDS = 60;
/** After so many bytes without one record of fail2ban it is said. */
const STRANGE_BYTES = 65_536;

/** Runs until stopped. */
export async function followFile(source: Extract<LogSource, { kind: 'file' }>, start: LogPosition | null, deps: FollowDeps): Promise<void> {
  const { clock, alarm, stopped, report } = deps;
  const zone = { timeZone: source.timeZone, now: () => clock.now() / 1000 };
  const position = decodeFilePosition(start);
  const logClock = createLogClock(source.timeZone, position?.at ?? null, zone.now);
  const reader = createFileReader({ clock: logClock, form: position?.form ?? null, life: position ? { repeals: position.repeals, stopping: position.stopping } : UNKNOWN_LIFE });
  const outlet = createFileDelivery(reader, createDelivery(deps), position !== null);
  const buffer = Buffer.allocUnsafe(CHUNK);
  let file: LogFile | null = null;
  let isResumed = position === null;
  let isLive = false;
  let modifiedMs = 0;
  let lastBytes = clock.ticks();
  let lastRecord = clock.ticks();
  let unread = 0;
  /** UTC epoch seconds: what is read from now on was written later. */
  let readUpTo: number | null = null;
  let isMissing = false;

  async function switchTo(next: LogFile, offset: number): Promise<void> {
    await file?.close();
    file = next;
    isMissing = false;
    reader.begin(next, offset);
    modifiedMs = 0;
    unread = 0;
  }

  /** Opens what is to be read first; false when it is not there yet. */
  async function openFirst(): Promise<boolean> {
    if (position && !isResumed) {
      const found = await lookStill(source.path, () => findPositioned(source.path, position));
      isResumed = true;
      if (found) {
        await switchTo(found, position.offset);
        return true;
      }
      outlet.reportGap();
    }
    const next = await openNext(null);
    if (next) {
      await switchTo(next, 0);
    }
    return next !== null;
  }

  /** What follows the file `readId`; null while it is the last. */
  function openNext(readId: string | null): Promise<LogFile | null> {
    return lookStill(source.path, () => findNext(readId));
  }

  async function findNext(readId: string | null): Promise<LogFile | null> {
    const at = logClock.last();
    const rotated = at === null ? null : await findNextRotated(source.path, readId, at, zone);
    if (rotated) {
      return rotated;
    }
    const present = await whatIsAt(source.path);
    // Before fail2ban opens the new file it writes to the one that was renamed.
    return present && present.id !== readId && (readId === null || present.size > 0) ? openLogFile(source.path) : null;
  }

  /** True when something was read, or has to be looked at anew. */
  async function readOn(from: LogFile): Promise<boolean> {
    const offset = reader.offset();
    const stats = await from.stat();
    const length = stats.size < offset ? 0 : await from.read(buffer, offset);
    const isUnchanged = length === 0 && stats.modifiedMs === modifiedMs;
    if (stats.size < offset || (!isUnchanged && !(await from.beginsAsBefore()))) {
      await startOver(from);
      return true;
    }
    modifiedMs = stats.modifiedMs;
    report({ behindBytes: Math.max(0, stats.size - offset - length) });
    if (length > 0) {
      takeIn(buffer.subarray(0, length));
    }
    return length > 0;
  }

  function takeIn(bytes: Buffer): void {
    const before = reader.records();
    reader.push(bytes, { live: isLive, notBefore: readUpTo });
    lastBytes = clock.ticks();
    unread += bytes.length;
    if (reader.records() > before) {
      lastRecord = lastBytes;
      unread = 0;
      report({ lastRecordAt: logClock.last() });
    }
  }

  /** The file was emptied. What it held may have been copied before. */
  async function startOver(emptied: LogFile): Promise<void> {
    const offset = reader.lineOffset();
    const length = Math.min(offset, emptied.head().length);
    const sought = { id: '', length, print: fingerprint(emptied.head(), length), offset };
    const copy = await lookStill(source.path, () => findPositioned(source.path, sought));
    reader.dropRest();
    if (copy) {
      await switchTo(copy, offset);
      return;
    }
    outlet.reportGap();
    const anew = await openNext(null);
    if (anew) {
      await switchTo(anew, 0);
    } else {
      await emptied.close();
      file = null;
    }
  }

  /** At the end of a file: on to the next one, if there is one and this one is really read. */
  async function moveOn(from: LogFile): Promise<boolean> {
    const present = await whatIsAt(source.path);
    isMissing = present === null;
    if (present?.id === from.id) {
      return false;
    }
    const next = await openNext(from.id);
    if (!next) {
      return false;
    }
    if (await readOn(from)) {
      await next.close();
      return true;
    }
    await switchTo(next, 0);
    return true;
  }

  /** What silence tells. Returns how long it has to last to tell more, in milliseconds. */
  function listen(): number {
    const { record, restOfLine } = reader.waitsFor();
    const silence = clock.ticks() - lastBytes;
    const enough = restOfLine ? BROKEN_LINE_MS : RECORD_MS;
    if (record && silence >= enough) {
      reader.endRecord({ live: isLive, notBefore: modifiedMs / 1000 - WRITE_SECONDS });
      report({ lastRecordAt: logClock.last() });
      lastRecord = Math.max(lastRecord, lastBytes);
    }
    const quiet = clock.ticks() - lastRecord;
    if (quiet >= JUDGE_SECONDS * 1000) {
      reader.settleAll();
    }
    const waits = [POLL_MS, record && silence < enough ? enough - silence : POLL_MS, reader.waitsFor().verdict ? JUDGE_SECONDS * 1000 - quiet : POLL_MS];
    return Math.max(10, Math.min(...waits));
  }

  /** Returns for how long there is nothing to do. */
  async function step(): Promise<number> {
    const readFrom = zone.now();
    if (!file && !(await openFirst())) {
      isMissing = true;
    } else if (file && (await readOn(file))) {
      await outlet.deliver();
      tell();
      return 0;
    } else if (file && (await moveOn(file))) {
      return 0;
    }
    isLive = true;
    readUpTo = readFrom - WRITE_SECONDS;
    outlet.reportLive();
    const wait = listen();
    await outlet.deliver();
    tell();
    return wait;
  }

  function tell(): void {
    const strange = unread > STRANGE_BYTES ? `${source.path} has no line that looks like one of fail2ban.` : null;
    report(isMissing ? { state: 'missing', reason: `There is no ${source.path}.`, live: isLive } : { state: 'following', reason: strange, live: isLive });
  }

  const watcher = watchFolder(source.path, alarm.wake);
  try {
    while (!stopped.aborted) {
      const wait = await step().catch((error: unknown) => {
        report(followProblem(error, source.path));
        return POLL_MS;
      });
      if (wait > 0) {
        await alarm.sleep(wait);
      }
    }
  } finally {
    watcher();
    await (file as LogFile | null)?.close();
  }
}

/** A hint only: some file systems never tell, and a watch may be refused. Returns the way to end it. */
function watchFolder(logPath: string, onChange: () => void): () => void {
  const base = path.basename(logPath);
  try {
    const watcher = watch(path.dirname(logPath), { persistent: false }, (_event, name) => {
      if (name?.startsWith(base)) {
        onChange();
      }
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
