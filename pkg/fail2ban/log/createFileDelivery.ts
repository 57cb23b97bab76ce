import type { Fail2banEvent } from '../../domain/fail2banEvent';
import { MAX_EVENTS } from './createDelivery';
import type { Delivery } from './createDelivery';
import { positionOf } from './createFileReader';
import type { FileMark, FileReader } from './createFileReader';
import { encodeFilePosition } from './filePosition';

export interface FileDelivery {
  /** Hands over all that is settled, and the position alone when that is worth it. */
  deliver(): Promise<void>;
  /** Told with the next batch. */
  reportGap(): void;
  /** Told as soon as all from before is delivered. */
  reportLive(): void;
}

/** So much may be read again after a restart. */
const WORTH_BYTES = 1_048_576;

/** `isKnown`: where reading begins is where the one who takes stands already. */
export function createFileDelivery(reader: FileReader, delivery: Delivery, isKnown: boolean): FileDelivery {
  let gap = false;
  let live = false;
  let liveTold = false;
  let told: FileMark | null = null;
  let mark: FileMark | null = null;

  function isWorth(next: FileMark): boolean {
    return gap || told === null || told.file !== next.file || next.offset - told.offset >= WORTH_BYTES;
  }

  async function hand(events: Fail2banEvent[], at: FileMark): Promise<boolean> {
    const batch = { events, position: encodeFilePosition(positionOf(at)), live: at.live, gap };
    const taken = await delivery.hand(batch);
    if (taken) {
      told = at;
      gap = false;
      liveTold ||= at.live;
    }
    return taken;
  }

  async function deliverSettled(): Promise<void> {
    for (let judged = reader.take(MAX_EVENTS); judged.length > 0; judged = reader.take(MAX_EVENTS)) {
      mark = judged.at(-1)?.mark ?? mark;
      told ??= isKnown && !gap ? (judged[0]?.mark ?? null) : null;
      const events = judged.flatMap(({ event }) => event ?? []);
      if (mark && (events.length > 0 || isWorth(mark)) && !(await hand(events, mark))) {
        return;
      }
    }
  }

  return {
    async deliver() {
      await deliverSettled();
      if (live && !liveTold && mark && reader.waitsFor().nothing) {
        mark = { ...mark, live: true };
        await hand([], mark);
      }
    },
    reportGap() {
      gap = true;
    },
    reportLive() {
      live = true;
    },
  };
}
