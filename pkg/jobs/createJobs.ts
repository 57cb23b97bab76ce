import type { JobState } from '../contract/jobs';
import type { Clock } from '../services/ports/clock';
import { epochSeconds } from '../services/ports/clock';
import type { Logger } from '../services/ports/logger';
import { BanguiError } from '../domain/errors';

/** Work that is done again and again. It only calls a service, which knows what to do. */
export interface Job {
  name: string;
  /** From the beginning of a run to the beginning of the next. */
  everySeconds: number;
  /** From the start of the sidecar to the first run; 0 unless said otherwise. */
  firstAfterSeconds?: number;
  run(): Promise<unknown>;
}

interface Entry {
  job: Job;
  state: JobState;
  flight: Promise<void> | null;
  cancel: () => void;
}

/** The one place where jobs are registered, listed, replaced and triggered. Two runs of a job never overlap. */
export function createJobs({ clock, logger, onFailed }: { clock: Clock; logger: Logger; onFailed?: (job: string) => void }) {
  const entries = new Map<string, Entry>();
  let started = false;

  function find(name: string): Entry {
    const entry = entries.get(name);
    if (!entry) {
      throw new BanguiError('NOT_FOUND', `There is no job "${name}".`, { job: name });
    }
    return entry;
  }

  function plan(entry: Entry, delayMs: number): void {
    entry.cancel();
    entry.state.nextAt = epochSeconds(clock) + delayMs / 1000;
    entry.cancel = clock.after(delayMs, () => void run(entry));
  }

  async function runOnce({ job, state }: Entry): Promise<void> {
    const beganMs = clock.ticks();
    state.running = true;
    state.startedAt = epochSeconds(clock);
    try {
      await job.run();
      state.result = 'done';
      state.detail = null;
    } catch (error) {
      // The service has told why in its own record; a failure is no reason to stop trying.
      state.result = 'failed';
      state.detail = error instanceof BanguiError ? error.message : 'The sidecar failed. Its log tells more.';
      onFailed?.(job.name);
      logger.debug('job_failed', { job: job.name, detail: error instanceof Error ? error.message : String(error) });
    } finally {
      state.running = false;
      state.tookSeconds = (clock.ticks() - beganMs) / 1000;
    }
  }

  function run(entry: Entry): Promise<void> {
    if (started && entries.get(entry.job.name) === entry) {
      plan(entry, entry.job.everySeconds * 1000);
    }
    entry.flight ??= runOnce(entry).finally(() => (entry.flight = null));
    return entry.flight;
  }

  return {
    /** Adds a job, or puts another in the place of the one with its name; a run that is under way ends by itself. */
    register(job: Job): void {
      const former = entries.get(job.name);
      former?.cancel();
      const state: JobState = { name: job.name, everySeconds: job.everySeconds, running: false, startedAt: null, nextAt: null, result: null, detail: null, tookSeconds: null };
      const entry: Entry = { job, state, flight: null, cancel: () => {} };
      entries.set(job.name, entry);
      if (started) {
        plan(entry, job.everySeconds * 1000);
      }
    },
    list: (): JobState[] => [...entries.values()].map(({ state }) => ({ ...state })),
    /** Runs it now, or joins the run that is under way; the next one is due a whole period later. Throws NOT_FOUND. */
    async trigger(name: string): Promise<JobState> {
      const entry = find(name);
      await run(entry);
      return { ...entry.state };
    },
    /** Every job runs at once, or when its first run is due, and then by its period. */
    start(): void {
      started = true;
      for (const entry of entries.values()) {
        const { firstAfterSeconds = 0 } = entry.job;
        if (firstAfterSeconds === 0) {
          void run(entry);
        } else {
          plan(entry, firstAfterSeconds * 1000);
        }
      }
    },
    /** Nothing begins any more; resolves when what is under way has ended. */
    async stop(): Promise<void> {
      started = false;
      for (const entry of entries.values()) {
        entry.cancel();
        entry.state.nextAt = null;
      }
      await Promise.all([...entries.values()].map(({ flight }) => flight));
    },
  };
}
