import type { DataSourceJsonData } from '@grafana/data';
import type { DataSourceWithBackend } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import type { QueryInput, QueryType } from '../../pkg/contract/queries';

type FieldName<Q> = Q extends unknown ? Exclude<keyof Q, 'queryType'> : never;
type FieldValue<Q, Name> = Q extends unknown ? (Name extends keyof Q ? Q[Name] : never) : never;
/** A template variable may stand for any value, or in a list of them. */
type OrVariable<Value> = Value extends readonly unknown[] ? string[] | string : Value | string;

export type QueryFields = { [Name in FieldName<QueryInput>]?: OrVariable<FieldValue<QueryInput, Name>> };

/** A query as saved in dashboards and rules; the sidecar reads of it what its type knows. */
export interface BanguiQuery extends DataQuery, QueryFields {
  queryType?: QueryType;
}

export type VariableKind = 'jails' | 'countries' | 'asns' | 'addresses';

/** A variable as saved in dashboards. */
export interface BanguiVariableQuery extends DataQuery {
  kind?: VariableKind;
  /** Of all kinds but `jails`: which jails' bans count. */
  jail?: BanguiQuery['jail'];
  limit?: BanguiQuery['limit'];
}

/** The instance has no settings of its own: Grafana finds the sidecar by the launcher. */
export type BanguiOptions = DataSourceJsonData;

export interface BanguiSecrets {
  token?: string;
}

/** What the forms need of the data source. */
export type BanguiBackend = DataSourceWithBackend<BanguiQuery, BanguiOptions>;
