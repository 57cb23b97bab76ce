import type { Fail2banEvent } from '../../pkg/domain/fail2banEvent';
import type { Followed, FollowedBatch, FollowState, LogFollowerPort, LogPosition, LogSource } from '../../pkg/services/ports/logFollowerPort';

export interface FakeLogFollower {
  port: LogFollowerPort;
  /** fail2ban writes events to its log. */
  write(...events: Fail2banEvent[]): void;
  /** What was written and not yet read is lost. */
  loseUnread(): void;
  /** Says what the follower says of itself. */
  setState(change: Partial<FollowState>): void;
  /** What was asked to be followed, in order. */
  asked: Array<{ source: LogSource; position: LogPosition | null }>;
}

/** A log of events in memory; a position is the number of events before it. */
export function createFakeLogFollower(): FakeLogFollower {
  const log: Array<Fail2banEvent | null> = [];
  const asked: FakeLogFollower['asked'] = [];
  const wakes = new Set<() => void>();
  let state: FollowState = { state: 'following', reason: null, live: false, behindBytes: 0, lastRecordAt: null };
  const wakeAll = () => [...wakes].forEach((wake) => wake());

  function follow(source: LogSource, position: LogPosition | null, take: (batch: FollowedBatch) => Promise<void>): Followed {
    asked.push({ source, position });
    let next = Number(position ?? 0);
    let stopped = false;
    let isLive = false;
    const pause = () =>
      new Promise<void>((resolve) => {
        const wake = () => (wakes.delete(wake), resolve());
        wakes.add(wake);
      });

    async function run(): Promise<void> {
      while (!stopped) {
        const unread = log.slice(next, next + 1000);
        if (unread.length === 0 && isLive) {
          await pause();
          continue;
        }
        const live: boolean = isLive || unread.length === 0;
        const batch = { events: unread.flatMap((event) => event ?? []), position: String(next + unread.length), live, gap: unread.includes(null) };
        const taken = await take(batch).then(() => true, () => false);
        if (taken) {
          next += unread.length;
          isLive = live;
          state = { ...state, live, behindBytes: log.length - next, lastRecordAt: batch.events.at(-1)?.at ?? state.lastRecordAt };
        } else {
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }
    }
    const ended = run();
    return {
      async stop() {
        stopped = true;
        wakeAll();
        await ended;
        state = { ...state, state: 'stopped' };
      },
      state: () => state,
    };
  }

  return {
    port: { follow },
    write(...events) {
      log.push(...events);
      wakeAll();
    },
    loseUnread() {
      log.fill(null);
      wakeAll();
    },
    setState(change) {
      state = { ...state, ...change };
    },
    asked,
  };
}
