import type { Clock } from '../../services/ports/clock';
import type { Followed, FollowState, LogFollowerPort } from '../../services/ports/logFollowerPort';
import type { Logger } from '../../services/ports/logger';
import { createAlarm } from './createAlarm';
import { followFile } from './followFile';
import { followJournal } from './followJournal';

interface LogFollowerDeps {
  clock: Clock;
  logger: Logger;
  /** The command that reads the systemd journal. */
  journalctl?: string;
}

export function createLogFollower({ clock, logger, journalctl = 'journalctl' }: LogFollowerDeps): LogFollowerPort {
  return {
    follow(source, position, take): Followed {
      const stopping = new AbortController();
      let state: FollowState = { state: 'starting', reason: null, live: false, behindBytes: null, lastRecordAt: null };
      const deps = {
        clock,
        take,
        stopped: stopping.signal,
        alarm: createAlarm(clock, stopping.signal),
        report: (change: Partial<FollowState>) => {
          state = { ...state, ...change };
        },
      };
      const running = source.kind === 'file' ? followFile(source, position, deps) : followJournal(source, position, { ...deps, logger, journalctl });
      const ended = running.catch((error: unknown) => {
        state = { ...state, state: 'failed', reason: error instanceof Error ? error.message : String(error) };
      });
      return {
        async stop() {
          stopping.abort();
          await ended;
          state = { ...state, state: 'stopped', reason: null };
        },
        state: () => state,
      };
    },
  };
}
