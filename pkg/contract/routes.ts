/** Where the HTTP API lives; through Grafana the same paths follow `/resources/`. */
export const API_PREFIX = '/api/v1';

export const ROUTES = {
  me: '/me',
  status: '/status',
  jails: '/jails',
  bans: '/bans',
  ban: '/ban',
  unban: '/unban',
  operation: '/operations/:id',
} as const;
