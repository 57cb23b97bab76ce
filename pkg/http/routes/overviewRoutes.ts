import { ROUTES } from '../../contract/routes';
import { meSchema, statusSchema } from '../../contract/status';
import type { HealthService } from '../../services/health/createHealthService';
import type { CrashRecovery } from '../../services/server/createCrashRecovery';
import type { Route } from '../defineRoute';
import { defineRoute } from '../defineRoute';

interface OverviewRouteDeps {
  health: HealthService;
  server: { recovery: Pick<CrashRecovery, 'pending'> };
}

export function overviewRoutes({ health, server }: OverviewRouteDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: ROUTES.me,
      role: 'read',
      audit: null,
      summary: 'Who the sidecar takes you for, and your role.',
      request: {},
      response: meSchema,
      handler: async ({ principal: { login, role, via } }) => ({ body: { login, role, via } }),
    }),
    defineRoute({
      method: 'get',
      path: ROUTES.status,
      role: 'read',
      audit: null,
      summary: 'Whether fail2ban answers, since when, and its totals. Answers also while fail2ban is down.',
      request: {},
      response: statusSchema,
      async handler() {
        const recovery = server.recovery.pending();
        return { body: { ...(await health.status()), ...(recovery === null ? {} : { recovery }) } };
      },
    }),
  ];
}
