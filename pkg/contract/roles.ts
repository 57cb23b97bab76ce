/** The basic roles of Grafana, lowest first. */
export const ROLES = ['None', 'Viewer', 'Editor', 'Admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What a person may do, and the lowest role that may do it.
 * The sidecar judges by this table; the browser only hides what it forbids.
 */
export const ACTION_ROLE = {
  read: 'Viewer',
  ban: 'Editor',
  unban: 'Editor',
  overrideBanGuard: 'Admin',
  controlJails: 'Admin',
  configure: 'Admin',
  syncHistory: 'Admin',
  eraseAddress: 'Admin',
  runJobs: 'Admin',
  resolveGeo: 'Admin',
} as const satisfies Record<string, Role>;
export type Action = keyof typeof ACTION_ROLE;

/** True when `role` is `needed` or higher. */
export function hasRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** True when `role` may do `action`. */
export function may(role: Role, action: Action): boolean {
  return hasRole(role, ACTION_ROLE[action]);
}
