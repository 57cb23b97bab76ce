import { banIdSchema, historyRequestSchema, historyResponseSchema, historySyncResponseSchema, linesResponseSchema } from '../../contract/history';
import { ROUTES } from '../../contract/routes';
import type { HistoryService } from '../../services/history/createHistoryService';
import type { HistorySync } from '../../services/history/createHistorySync';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

export function historyRoutes({ history, historySync }: { history: HistoryService; historySync: HistorySync }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.history,
      role: 'read',
      audit: null,
      summary: 'Bans of the archive, newest first: of a time range, of jails, addresses, countries, autonomous systems; a page at a time.',
      takes: 'archive',
      request: { query: historyRequestSchema },
      response: historyResponseSchema,
      handler: async ({ query }) => ({ body: await history.page(query) }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.historyLines,
      role: 'read',
      audit: null,
      summary: 'The log lines that led to a ban, as far as they are kept.',
      takes: 'archive',
      request: { params: banIdSchema },
      response: linesResponseSchema,
      handler: async ({ params }) => ({ body: await history.lines(params.id) }),
    }),
    defineRoute({
      method: 'post',
      path: ROUTES.historySync,
      role: 'syncHistory',
      audit: 'history_sync',
      summary: 'Copies what is new in the database of fail2ban to the archive, now; tells how many bans were new.',
      request: {},
      response: historySyncResponseSchema,
      handler: async () => ({ body: await historySync.sync() }),
    }),
  ];
}
