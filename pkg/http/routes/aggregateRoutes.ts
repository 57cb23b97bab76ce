import { summaryRequestSchema, summarySchema, topRequestSchema, topResponseSchema } from '../../contract/aggregates';
import { trendRequestSchema, trendResponseSchema } from '../../contract/history';
import { ROUTES } from '../../contract/routes';
import type { AggregateService } from '../../services/history/createAggregateService';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

export function aggregateRoutes({ aggregates }: { aggregates: AggregateService }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.trend,
      role: 'read',
      audit: null,
      summary: 'How many bans of the archive began, by time and jail, country or autonomous system.',
      takes: 'archive',
      request: { query: trendRequestSchema },
      response: trendResponseSchema,
      handler: async ({ query }) => ({ body: await aggregates.trend(query) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.top,
      role: 'read',
      audit: null,
      summary: 'Which addresses, networks, countries, autonomous systems or jails had most bans.',
      takes: 'archive',
      request: { query: topRequestSchema },
      response: topResponseSchema,
      handler: async ({ query }) => ({ body: await aggregates.top(query) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.summary,
      role: 'read',
      audit: null,
      summary: 'How many bans and addresses, how many of these new, how many known before, and how many bans in the window before.',
      takes: 'archive',
      request: { query: summaryRequestSchema },
      response: summarySchema,
      handler: async ({ query }) => ({ body: await aggregates.summary(query) }),
    }),
  ];
}
