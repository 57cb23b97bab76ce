import type { LogPosition, LogSource } from '../../services/ports/logFollowerPort';
import type { Logger } from '../../services/ports/logger';
import { createDelivery, MAX_EVENTS } from './createDelivery';
import { createEventReader } from './createEventReader';
import { createLineSplitter } from './createLineSplitter';
import { createLogClock } from './createLogClock';
import { JUDGE_SECONDS } from './createUnbanJudge';
import type { FollowDeps } from './followFile';
import { decodeJournalPosition, encodeJournalPosition } from './journalPosition';
import { openJournal } from './openJournal';
import { readJournalEntry } from './readJournalEntry';
import { UNKNOWN_LIFE } from './serverLife';
import type { ServerLife } from './serverLife';

interface Mark {
  cursor: string;
  life: ServerLife;
  live: boolean;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** The journal has no end: when nothing came for so long, all was read. */
const CAUGHT_UP_MS = 1000;
const WORTH_ENTRIES = 5000;

/** Runs until stopped. */
export async function followJournal(source: Extract<LogSource, { kind: 'journal' }>, start: LogPosition | null, deps: FollowDeps & { journalctl: string; logger: Logger }): Promise<void> {
  const { clock, alarm, stopped, report, journalctl, logger } = deps;
  const position = decodeJournalPosition(start);
  const life = position ? { repeals: position.repeals, stopping: position.stopping } : UNKNOWN_LIFE;
  const reader = createEventReader<Mark>(life, createLogClock(source.timeZone, null, () => clock.now() / 1000));
  const delivery = createDelivery(deps);
  let cursor = position?.cursor ?? null;
  let told: LogPosition = start ?? encodeJournalPosition({ cursor: null, ...UNKNOWN_LIFE });
  let live = false;
  let liveTold = false;
  let untold = 0;
  let isForeignTold = false;

  function takeIn(line: string): void {
    const entry = readJournalEntry(line);
    if (!entry) {
      return;
    }
    cursor = entry.cursor;
    untold++;
    if (entry.foreigner !== null && !isForeignTold) {
      isForeignTold = true;
      logger.warn('journal_entry_untrusted', { uid: entry.foreigner });
    }
    const markOf = (current: ServerLife): Mark => ({ cursor: entry.cursor, life: current, live });
    if (entry.record) {
      reader.record(entry.record, markOf);
      report({ lastRecordAt: entry.at });
    } else {
      reader.skip(markOf);
    }
  }

  async function deliver(): Promise<void> {
    for (let judged = reader.take(MAX_EVENTS); judged.length > 0; judged = reader.take(MAX_EVENTS)) {
      const mark = judged.at(-1)?.mark;
      const events = judged.flatMap(({ event }) => event ?? []);
      if (mark && (events.length > 0 || untold >= WORTH_ENTRIES)) {
        told = encodeJournalPosition({ cursor: mark.cursor, ...mark.life });
        await hand(events, mark.live);
        untold = 0;
      }
    }
    if (live && !liveTold && reader.isEmpty()) {
      await hand([], true);
    }
  }

  async function hand(events: Parameters<typeof delivery.hand>[0]['events'], isLive: boolean): Promise<void> {
    const taken = await delivery.hand({ events, position: told, live: isLive, gap: false });
    liveTold ||= taken && isLive;
  }

  /** One run of journalctl, to its end. */
  async function readJournal(): Promise<void> {
    // Without --no-tail only the last ten come.
    const journal = openJournal(journalctl, source, ['--follow', '--no-tail', ...(cursor === null ? [] : [`--after-cursor=${cursor}`])], stopped);
    const lines = createLineSplitter(0);
    const chunks = journal.output[Symbol.asyncIterator]();
    let lastEntry = clock.ticks();
    let arrived: IteratorResult<Buffer> | null = null;
    const ask = () => {
      arrived = null;
      void chunks
        .next()
        // A program that was never started has an output that breaks.
        .catch((): IteratorResult<Buffer> => ({ done: true, value: undefined }))
        .then((result) => {
          arrived = result;
          alarm.wake();
        });
    };
    ask();
    while (!stopped.aborted) {
      await alarm.sleep(reader.isHolding() ? JUDGE_SECONDS * 1000 : CAUGHT_UP_MS);
      const result = arrived as IteratorResult<Buffer> | null;
      if (result?.done) {
        break;
      }
      if (result) {
        lines.push(result.value, ({ text }) => takeIn(text));
        lastEntry = clock.ticks();
        journal.forgive();
        ask();
      } else if (clock.ticks() - lastEntry >= CAUGHT_UP_MS) {
        live ||= !journal.complaint();
      }
      if (clock.ticks() - lastEntry >= JUDGE_SECONDS * 1000) {
        reader.settleAll();
      }
      await deliver();
      report(journal.complaint() ?? { state: 'following', reason: null, live });
    }
    report((await journal.end()) ?? {});
  }

  for (let pause = FIRST_PAUSE_MS; !stopped.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const before = cursor;
    await readJournal();
    if (cursor !== before) {
      pause = FIRST_PAUSE_MS;
    }
    await alarm.rest(pause);
  }
}
