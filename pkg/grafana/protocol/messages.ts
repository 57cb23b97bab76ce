/*
 * Messages as proto-loader decodes them: an absent message is null, an absent scalar its zero value, an absent list or map is empty.
 */

interface User {
  login: string;
  name: string;
  email: string;
  role: string;
}

interface DataSourceInstanceSettings {
  name: string;
  jsonData: Buffer;
  decryptedSecureJsonData: Record<string, string>;
  lastUpdatedMS: number;
  uid: string;
}

export interface PluginContext {
  orgId: number;
  pluginId: string;
  user: User | null;
  dataSourceInstanceSettings: DataSourceInstanceSettings | null;
}

/** What every call for a data source has in common. */
export interface PluginRequest {
  pluginContext: PluginContext | null;
}

export interface StringList {
  values: string[];
}

export interface CheckHealthResponse {
  status: 'UNKNOWN' | 'OK' | 'ERROR';
  message: string;
  jsonDetails: Buffer;
}

export interface CallResourceRequest extends PluginRequest {
  path: string;
  method: string;
  url: string;
  headers: Record<string, StringList>;
  body: Buffer;
}

/** Code and headers count in the first message of a reply only. */
export interface CallResourceResponse {
  code?: number;
  headers?: Record<string, StringList>;
  body: Buffer;
}

export interface DataQuery {
  refId: string;
  maxDataPoints: number;
  timeRange: { fromEpochMS: number; toEpochMS: number } | null;
  json: Buffer;
  queryType: string;
}

export interface QueryDataRequest extends PluginRequest {
  queries: DataQuery[];
}

export interface DataResponse {
  frames?: Uint8Array[];
  error?: string;
  status: number;
  errorSource?: 'downstream' | 'plugin';
}

export interface QueryDataResponse {
  responses: Record<string, DataResponse>;
}

/** Subscribing to a stream, and running it. */
export interface StreamRequest extends PluginRequest {
  path: string;
}

export interface StreamStatusResponse {
  status: 'OK' | 'NOT_FOUND' | 'PERMISSION_DENIED';
}

export interface SubscribeStreamResponse extends StreamStatusResponse {
  /** A JSON frame for this subscriber alone. */
  data?: Buffer;
}

export interface StreamPacket {
  data: Buffer;
}

export interface HealthCheckResponse {
  status: 'SERVING' | 'NOT_SERVING';
}
