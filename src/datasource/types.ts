import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { QueryType, StatusField } from '../../pkg/contract/queries';

/** A query as saved in dashboards and rules; the sidecar reads of it what its type knows. */
export interface BanguiQuery extends DataQuery {
  queryType?: QueryType;
  /** Of `status`: one number instead of everything. */
  field?: StatusField;
  /** Of `jails` and `bans`: names, or template variables. */
  jail?: string | string[];
  /** Of `bans`: an address or network. */
  search?: string;
  /** Of `bans`. */
  limit?: number;
}

/** The instance has no settings of its own: Grafana finds the sidecar by the launcher. */
export type BanguiOptions = DataSourceJsonData;

export interface BanguiSecrets {
  token?: string;
}
