import type { TopGroup } from '../../pkg/contract/aggregates';
import type { BansRequest } from '../../pkg/contract/bans';
import type { TrendGroup } from '../../pkg/contract/history';
import type { RulePlace } from './alertRules';
import type { BanFilter } from './banFilter';
import type { DefinitionKind } from './configEndpoints';

/** Keys of what is cached: by host, and of Grafana's alerting. */
export const queryKeys = {
  host: (uid: string) => ['host', uid] as const,
  me: (uid: string) => ['host', uid, 'me'] as const,
  status: (uid: string) => ['host', uid, 'status'] as const,
  jails: (uid: string) => ['host', uid, 'jails'] as const,
  jail: (uid: string, jail: string) => ['host', uid, 'jail', jail] as const,
  sidecar: (uid: string) => ['host', uid, 'sidecar'] as const,
  globalConfig: (uid: string) => ['host', uid, 'global'] as const,
  recovery: (uid: string) => ['host', uid, 'recovery'] as const,
  jailLogs: (uid: string, jail: string) => ['host', uid, 'logs', jail] as const,
  samples: (uid: string, filter: string) => ['host', uid, 'samples', filter] as const,
  bans: (uid: string, request: BansRequest) => ['host', uid, 'bans', request] as const,
  archive: (uid: string) => ['host', uid, 'archive'] as const,
  history: (uid: string, filter: BanFilter) => ['host', uid, 'archive', 'history', filter] as const,
  lines: (uid: string, id: number) => ['host', uid, 'archive', 'lines', id] as const,
  trend: (uid: string, filter: BanFilter, by: TrendGroup, compare: boolean) => ['host', uid, 'archive', 'trend', filter, by, compare] as const,
  top: (uid: string, filter: BanFilter, by: TopGroup, limit: number) => ['host', uid, 'archive', 'top', filter, by, limit] as const,
  summary: (uid: string, filter: BanFilter) => ['host', uid, 'archive', 'summary', filter] as const,
  address: (uid: string, address: string) => ['host', uid, 'archive', 'address', address] as const,
  config: (uid: string) => ['host', uid, 'config'] as const,
  configAccess: (uid: string) => ['host', uid, 'config', 'access'] as const,
  configJails: (uid: string) => ['host', uid, 'config', 'jails'] as const,
  configJail: (uid: string, jail: string) => ['host', uid, 'config', 'jail', jail] as const,
  configDefaults: (uid: string) => ['host', uid, 'config', 'defaults'] as const,
  definitions: (uid: string, kind: DefinitionKind) => ['host', uid, 'config', kind] as const,
  definition: (uid: string, kind: DefinitionKind, name: string) => ['host', uid, 'config', kind, name] as const,
  configFiles: (uid: string, search: string) => ['host', uid, 'config', 'files', search] as const,
  configFileText: (uid: string, path: string) => ['host', uid, 'config', 'text', path] as const,
  configRevisions: (uid: string, path: string | null) => ['host', uid, 'config', 'revisions', path] as const,
  parameters: (uid: string, jail: string) => ['host', uid, 'parameters', jail] as const,
  alerting: () => ['alerting'] as const,
  rules: () => ['alerting', 'rules'] as const,
  ruleStates: (place: RulePlace) => ['alerting', 'states', place] as const,
  folders: () => ['alerting', 'folders'] as const,
};
