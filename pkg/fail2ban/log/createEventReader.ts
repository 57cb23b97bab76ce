import type { LogClock } from './createLogClock';
import { createUnbanJudge } from './createUnbanJudge';
import type { Judged } from './createUnbanJudge';
import { readEvent } from './readEvent';
import type { LogRecord } from './readEvent';
import { followLife } from './serverLife';
import type { ServerLife } from './serverLife';

export interface EventReader<Mark> {
  /** `mark` is made of what is known behind the record. */
  record(record: LogRecord, mark: (life: ServerLife) => Mark): void;
  /** Moves on over what is no record. */
  skip(mark: (life: ServerLife) => Mark): void;
  /** No record came for as long as it takes to judge. */
  settleAll(): void;
  take(max: number): Array<Judged<Mark>>;
  isHolding(): boolean;
  isEmpty(): boolean;
}

/** Turns the records of one log, in their order, into events. */
export function createEventReader<Mark>(startLife: ServerLife, clock: Pick<LogClock, 'near'>): EventReader<Mark> {
  const judge = createUnbanJudge<Mark>();
  let life = startLife;
  let at = 0;
  return {
    record(record, mark) {
      const before = life;
      at = record.at;
      life = followLife(life, record);
      if (life.stopping && !before.stopping) {
        // What was lifted before the stop began was lifted for another reason.
        judge.settleAll();
      }
      judge.push(readEvent(record, clock), at, before, mark(life));
    },
    skip: (mark) => judge.push(null, at, life, mark(life)),
    settleAll: judge.settleAll,
    take: judge.take,
    isHolding: judge.isHolding,
    isEmpty: () => judge.size() === 0,
  };
}
