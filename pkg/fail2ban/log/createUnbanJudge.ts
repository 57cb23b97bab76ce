import type { Fail2banEvent, UnbanCause } from '../../domain/fail2banEvent';
import type { ServerLife } from './serverLife';

/** An event with all that lies between it and the one before; `event` is null where there is none. */
export interface Judged<Mark> {
  event: Fail2banEvent | null;
  mark: Mark;
}

type UnbanOrFlush = Extract<Fail2banEvent, { kind: 'unban' | 'flush' }>;

interface Entry<Mark> extends Judged<Mark> {
  settled: boolean;
}

/** Unbans of one jail in a row, with the flush that may have begun them. */
interface Run<Mark> {
  entries: Array<Entry<Mark>>;
  flushed: boolean;
  lastAt: number;
}

export interface UnbanJudge<Mark> {
  /** `at`: when the record was written. `life`: as it was before the record. */
  push(event: Fail2banEvent | null, at: number, life: ServerLife, mark: Mark): void;
  /** Nothing was written for as long as it takes: what is open is settled. */
  settleAll(): void;
  /** What is settled, in order. */
  take(max: number): Array<Judged<Mark>>;
  /** True while something waits to be settled. */
  isHolding(): boolean;
  size(): number;
}

/** A jail says that it stopped within this many seconds of its last unban. */
export const JUDGE_SECONDS = 3;
/** A jail that stops unbans all its addresses first. */
const MAX_HELD = 200_000;

/**
 * Up to 1.1.0 a jail that stops says "Unban" for every ban that still runs. What follows tells such an unban from a real one; all that comes
 * behind it waits, so that order and position stay true.
 */
export function createUnbanJudge<Mark>(maxHeld = MAX_HELD): UnbanJudge<Mark> {
  let queue: Array<Entry<Mark>> = [];
  let first = 0;
  const runs = new Map<string, Run<Mark>>();

  function settle(jail: string, run: Run<Mark>, stopped: boolean): void {
    const cause: UnbanCause = stopped ? 'jail_stopped' : run.flushed ? 'flushed' : 'unbanned';
    for (const entry of run.entries) {
      if (entry.event?.kind === 'unban') {
        entry.event = { ...entry.event, cause };
      }
      entry.settled = true;
    }
    runs.delete(jail);
  }

  function settleAll(): void {
    for (const [jail, run] of runs) {
      settle(jail, run, false);
    }
  }

  function settleOld(at: number): void {
    for (const [jail, run] of runs) {
      if (at >= run.lastAt + JUDGE_SECONDS) {
        settle(jail, run, false);
      }
    }
  }

  function hold(event: UnbanOrFlush, entry: Entry<Mark>, at: number): void {
    const run = runs.get(event.jail) ?? { entries: [], flushed: false, lastAt: at };
    if (event.kind === 'flush' && run.entries.some((one) => one.event?.kind === 'unban')) {
      // Unbans come after the flushes they belong to.
      settle(event.jail, run, false);
      hold(event, entry, at);
      return;
    }
    run.flushed ||= event.kind === 'flush';
    run.lastAt = at;
    run.entries.push(entry);
    entry.settled = false;
    runs.set(event.jail, run);
  }

  function judge(event: Fail2banEvent, at: number, life: ServerLife, entry: Entry<Mark>): void {
    if (event.kind === 'unban' && life.stopping) {
      entry.event = { ...event, cause: 'jail_stopped' };
      return;
    }
    if ((event.kind === 'flush' && !life.stopping) || (event.kind === 'unban' && (!life.repeals || runs.has(event.jail)))) {
      hold(event, entry, at);
      return;
    }
    // An action may fail in the middle of a stop.
    if (event.kind === 'actionFailed' || event.kind === 'otherError' || !('jail' in event)) {
      return;
    }
    const run = runs.get(event.jail);
    if (run) {
      settle(event.jail, run, event.kind === 'jailStopped');
    }
  }

  return {
    push(event, at, life, mark) {
      settleOld(at);
      const last = queue.at(-1);
      if (event === null && last && last.event === null && queue.length > first) {
        last.mark = mark;
        return;
      }
      const entry: Entry<Mark> = { event, mark, settled: true };
      queue.push(entry);
      if (event) {
        judge(event, at, life, entry);
      }
      if (queue.length - first > maxHeld) {
        settleAll();
      }
    },
    settleAll,
    take(max) {
      const taken: Array<Judged<Mark>> = [];
      for (let entry = queue[first]; entry?.settled && taken.length < max; entry = queue[first]) {
        taken.push({ event: entry.event, mark: entry.mark });
        first++;
      }
      if (first === queue.length || first > 10_000) {
        queue = queue.slice(first);
        first = 0;
      }
      return taken;
    },
    isHolding: () => runs.size > 0,
    size: () => queue.length - first,
  };
}
