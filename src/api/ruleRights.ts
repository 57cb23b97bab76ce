import { config } from '@grafana/runtime';

export interface RuleRights {
  create: boolean;
  change: boolean;
  remove: boolean;
  createFolder: boolean;
}

/** What Grafana lets the person do with alert rules somewhere. Which folders it is, Grafana judges when it is asked. */
export function ruleRights(): RuleRights {
  const permissions = config.bootData.user.permissions;
  // Told by every Grafana with access control; without it nobody knows before trying.
  const may = (name: string) => permissions === undefined || Boolean(permissions[name]);
  return {
    create: may('alert.rules:create'),
    change: may('alert.rules:write'),
    remove: may('alert.rules:delete'),
    createFolder: may('folders:create'),
  };
}
