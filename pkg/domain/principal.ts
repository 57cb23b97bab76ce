import type { Role } from '../contract/roles';

/** Who acts. `token:<name>` is the login of a script token. */
export interface Principal {
  login: string;
  role: Role;
  orgId: number;
  via: 'grafana' | 'token';
}
