import { z } from 'zod';
import { jobsResponseSchema, jobStateSchema } from '../../contract/jobs';
import { ROUTES } from '../../contract/routes';
import type { JobsPort } from '../../services/ports/jobsPort';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

export function jobRoutes({ jobs }: { jobs: JobsPort }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.jobs,
      role: 'read',
      audit: null,
      summary: 'The jobs: when each began, how it ended, when it is due.',
      request: {},
      response: jobsResponseSchema,
      handler: async () => ({ body: { jobs: jobs.list() } }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.jobRun,
      role: 'runJobs',
      audit: 'run_job',
      summary: 'Runs a job now, or joins the run that is under way; answers when it has ended. A job that fails is told by its state.',
      request: { params: z.object({ job: z.string().max(64) }), body: z.strictObject({}) },
      response: jobStateSchema,
      handler: async ({ params }) => {
        const state = await jobs.trigger(params.job);
        return { body: state, result: state.result ?? 'done' };
      },
    }),
  ];
}
