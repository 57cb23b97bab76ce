import type { Action, Role } from '../../pkg/contract/roles';
import { ACTION_ROLE, may } from '../../pkg/contract/roles';
import { useMe } from './queries';

export interface Rights {
  /** Null until the sidecar has said whom it takes the person for. */
  role: Role | null;
  can(action: Action): boolean;
  /** The lowest role that may do it. */
  needed(action: Action): Role;
}

/** What the person may do on this host. The sidecar is the judge: this only decides what is offered. */
export function useRights(uid: string): Rights {
  return rightsOf(useMe(uid).data?.role ?? null);
}

export function rightsOf(role: Role | null): Rights {
  return { role, can: (action) => role !== null && may(role, action), needed: (action) => ACTION_ROLE[action] };
}
