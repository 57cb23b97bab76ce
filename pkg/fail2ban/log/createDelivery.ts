import type { FollowedBatch, FollowState } from '../../services/ports/logFollowerPort';
import type { Alarm } from './createAlarm';

export interface Delivery {
  /** Resolves with true once the batch was taken, with false when following ended before. */
  hand(batch: FollowedBatch): Promise<boolean>;
}

interface DeliveryDeps {
  take: (batch: FollowedBatch) => Promise<void>;
  alarm: Alarm;
  stopped: AbortSignal;
  report(change: Partial<FollowState>): void;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
export const MAX_EVENTS = 1000;

/** Hands batches over, each as often as it takes. */
export function createDelivery({ take, alarm, stopped, report }: DeliveryDeps): Delivery {
  return {
    async hand(batch) {
      for (let pause = FIRST_PAUSE_MS; !stopped.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
        try {
          await take(batch);
          return true;
        } catch (error) {
          report({ state: 'failed', reason: `What was read could not be kept: ${error instanceof Error ? error.message : String(error)}` });
        }
        await alarm.rest(pause);
      }
      return false;
    },
  };
}
