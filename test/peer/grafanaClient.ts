import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import type {
  CallResourceRequest,
  CallResourceResponse,
  CheckHealthResponse,
  DataQuery,
  DataResponse,
  HealthCheckResponse,
  PluginContext,
  QueryDataResponse,
  StreamStatusResponse,
} from '../../pkg/grafana/protocol/messages';
import { serviceDefinition, type ServiceName } from '../../pkg/grafana/protocol/serviceDefinition';

export const TOKEN = 'the-token-of-the-sidecar';

type Person = { login: string; role: string };

/** What Grafana sends along with a call for a data source. */
export function contextOf(user: Person | null = { login: 'anna', role: 'Editor' }, token = TOKEN): PluginContext {
  return {
    orgId: 7,
    pluginId: 'bangui-fail2ban-datasource',
    user: user && { ...user, name: '', email: '' },
    dataSourceInstanceSettings: {
      name: 'fail2ban',
      uid: 'abc',
      lastUpdatedMS: 1_700_000_000_000,
      jsonData: Buffer.from('{}'),
      decryptedSecureJsonData: { token },
    },
  };
}

export interface CollectedResource {
  code: number;
  headers: CallResourceResponse['headers'];
  body: Buffer;
  chunks: number[];
}

/** Plays Grafana: a real gRPC client on the socket that the launcher names. */
export function createGrafanaClient(target: string) {
  const client = new Client(target, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });

  function methodOf(service: ServiceName, method: string) {
    const definition = serviceDefinition(service)[method];
    if (!definition) {
      throw new Error(`no ${service}/${method}`);
    }
    return definition;
  }

  function unary<Response>(service: ServiceName, method: string, request: object): Promise<Response> {
    const { path, requestSerialize, responseDeserialize } = methodOf(service, method);
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(path, requestSerialize, (bytes) => responseDeserialize(bytes) as Response, request, (error, response) => {
        if (error || response === undefined) {
          reject(error ?? new Error('no response'));
        } else {
          resolve(response);
        }
      });
    });
  }

  function stream<Response>(service: ServiceName, method: string, request: object) {
    const { path, requestSerialize, responseDeserialize } = methodOf(service, method);
    return client.makeServerStreamRequest(path, requestSerialize, (bytes) => responseDeserialize(bytes) as Response, request);
  }

  return {
    close: () => client.close(),
    unary,
    stream,
    checkHealth: (pluginContext: PluginContext | null) => {
      return unary<CheckHealthResponse>('pluginv2.Diagnostics', 'CheckHealth', { pluginContext });
    },
    serverHealth: (service: string) => unary<HealthCheckResponse>('grpc.health.v1.Health', 'Check', { service }),
    shutdown: () => unary<object>('plugin.GRPCController', 'Shutdown', {}),
    publish: (pluginContext: PluginContext | null) => unary<StreamStatusResponse>('pluginv2.Stream', 'PublishStream', { pluginContext, path: 'events/x' }),

    async query(
      queries: Record<string, object | string>,
      pluginContext: PluginContext | null = contextOf(),
      panel: Partial<Pick<DataQuery, 'timeRange' | 'maxDataPoints'>> = {}
    ): Promise<Record<string, DataResponse>> {
      const list = Object.entries(queries).map(([refId, query]) => {
        return { refId, queryType: '', ...panel, json: Buffer.from(typeof query === 'string' ? query : JSON.stringify(query)) };
      });
      const reply = await unary<QueryDataResponse>('pluginv2.Data', 'QueryData', { pluginContext, queries: list });
      return reply.responses;
    },

    resourceStream: (request: Partial<CallResourceRequest>) => {
      const defaults = { pluginContext: contextOf(), path: 'status', method: 'GET', url: 'status', headers: {}, body: Buffer.alloc(0) };
      return stream<CallResourceResponse>('pluginv2.Resource', 'CallResource', { ...defaults, ...request });
    },

    collect(request: Partial<CallResourceRequest>): Promise<CollectedResource> {
      return new Promise((resolve, reject) => {
        const messages: CallResourceResponse[] = [];
        this.resourceStream(request)
          .on('data', (message: CallResourceResponse) => messages.push(message))
          .on('error', (error: ServiceError) => reject(error))
          .on('end', () => {
            const bodies = messages.map(({ body }) => body);
            const chunks = bodies.map((body) => body.length);
            resolve({ code: messages[0]?.code ?? 0, headers: messages[0]?.headers, body: Buffer.concat(bodies), chunks });
          });
      });
    },
  };
}
export type GrafanaClient = ReturnType<typeof createGrafanaClient>;
