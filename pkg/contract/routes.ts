/** Where the HTTP API lives; through Grafana the same paths follow `/resources/`. */
export const API_PREFIX = '/api/v1';

export const ROUTES = {
  me: '/me',
  status: '/status',
  jails: '/jails',
  jail: '/jails/:jail',
  jailStop: '/jails/:jail/stop',
  jailStart: '/jails/:jail/start',
  jailIdle: '/jails/:jail/idle',
  bans: '/bans',
  ban: '/ban',
  unban: '/unban',
  operation: '/operations/:id',
  history: '/history',
  historySync: '/history/sync',
  trend: '/trend',
  geoSources: '/geo',
  geo: '/geo/:ip',
  geoReResolve: '/geo/re-resolve',
  openapi: '/openapi.json',
} as const;
