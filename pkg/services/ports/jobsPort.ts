import type { JobState } from '../../contract/jobs';

/** The jobs of this sidecar, as those see them who may look at them and start them. */
export interface JobsPort {
  list(): JobState[];
  /** Runs it now, or joins the run that is under way; resolves when that has ended, also when it has failed. Throws NOT_FOUND. */
  trigger(name: string): Promise<JobState>;
}
