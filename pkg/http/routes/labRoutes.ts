import { z } from 'zod';
import {
  dryRunRequestSchema,
  dryRunSchema,
  jailLogsSchema,
  labRunRequestSchema,
  labRunSchema,
  logLinesQuerySchema,
  logLinesSchema,
  samplesRequestSchema,
  samplesRunRequestSchema,
  samplesRunSchema,
  samplesSchema,
} from '../../contract/filterLab';
import { ROUTES } from '../../contract/routes';
import type { DryRunService } from '../../services/lab/createDryRun';
import type { FilterLab } from '../../services/lab/createFilterLab';
import type { LogPreview } from '../../services/lab/createLogPreview';
import type { SampleSets } from '../../services/lab/createSampleSets';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

const jailParams = z.object({ jail: z.string().max(64) });
const filterParams = z.object({ name: z.string().max(64) });

export interface LabRouteDeps {
  filterLab: FilterLab;
  sampleSets: SampleSets;
  dryRun: DryRunService;
  logPreview: LogPreview;
}

/** All of them show lines of logs as they are. */
export function labRoutes({ filterLab, sampleSets, dryRun, logPreview }: LabRouteDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: ROUTES.labRun,
      role: 'configure',
      takes: 'lab',
      audit: 'try_filter',
      auditsLists: false,
      summary: 'Tries a filter on lines: which expression knew which line, and what it captured.',
      request: { body: labRunRequestSchema },
      response: labRunSchema,
      handler: async ({ body }) => ({ body: await filterLab.run(body) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.labSamples,
      role: 'configure',
      audit: null,
      summary: 'The sample lines that are kept of a filter.',
      request: { params: filterParams },
      response: samplesSchema,
      handler: async ({ params }) => ({ body: await sampleSets.kept(params.name) }),
    }),
    defineRoute({
      method: 'put',
      path: ROUTES.labSamples,
      role: 'configure',
      audit: 'keep_samples',
      auditsLists: false,
      summary: 'Replaces the sample lines that are kept of a filter; none takes them away.',
      request: { params: filterParams, body: samplesRequestSchema },
      response: samplesSchema,
      handler: async ({ params, body }) => ({ body: await sampleSets.write(params.name, body.samples, body.expected) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.labSamplesRun,
      role: 'configure',
      takes: 'lab',
      audit: 'try_samples',
      auditsLists: false,
      summary: 'Judges the kept sample lines by the saved filter, or by one that is not saved, and tells which are not judged as expected.',
      request: { params: filterParams, body: samplesRunRequestSchema },
      response: samplesRunSchema,
      handler: async ({ params, body }) => ({ body: await sampleSets.regressionOf(params.name, body.candidate, body.mode) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.jailDryRun,
      role: 'configure',
      takes: 'lab',
      audit: 'dry_run',
      auditsLists: false,
      summary: 'Who would have been banned by this jail within the last hours, by its own logs.',
      request: { params: jailParams, body: dryRunRequestSchema },
      response: dryRunSchema,
      handler: async ({ params, body }) => ({ body: await dryRun.run(params.jail, body) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.jailLogs,
      role: 'configure',
      audit: null,
      summary: 'The log files of a jail, and which of them can be shown.',
      request: { params: jailParams },
      response: jailLogsSchema,
      handler: async ({ params }) => ({ body: await logPreview.list(params.jail) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.jailLogLines,
      role: 'configure',
      audit: null,
      summary: 'The last lines of a log file of a jail.',
      request: { params: jailParams, query: logLinesQuerySchema },
      response: logLinesSchema,
      handler: async ({ params, query }) => ({ body: await logPreview.lines(params.jail, query.file, query.lines) }),
    }),
  ];
}
