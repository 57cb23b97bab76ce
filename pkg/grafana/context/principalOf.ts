import { ROLES, type Role } from '../../contract/roles';
import type { Principal } from '../../domain/principal';
import type { PluginContext } from '../protocol/messages';

function roleOf(name: string | undefined): Role {
  return ROLES.find((role) => role === name) ?? 'None';
}

/** The person Grafana vouches for. No user, or a role unknown to us, may do nothing. */
export function principalOf(context: PluginContext): Principal {
  return {
    login: context.user?.login ?? '',
    role: roleOf(context.user?.role),
    orgId: context.orgId,
    via: 'grafana',
  };
}
