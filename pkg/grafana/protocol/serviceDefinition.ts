import { fromJSON, type PackageDefinition, type ServiceDefinition } from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import { GO_PLUGIN_PROTO, GRPC_HEALTH_PROTO, PLUGIN_V2_PROTO } from './protoText';

export type ServiceName =
  | 'pluginv2.Diagnostics'
  | 'pluginv2.Resource'
  | 'pluginv2.Data'
  | 'pluginv2.Stream'
  | 'plugin.GRPCController'
  | 'grpc.health.v1.Health';

function loadProtocol(): PackageDefinition {
  const root = new protobuf.Root();
  for (const text of [PLUGIN_V2_PROTO, GO_PLUGIN_PROTO, GRPC_HEALTH_PROTO]) {
    protobuf.parse(text, root, { keepCase: true });
  }
  return fromJSON(root.toJSON(), { keepCase: true, longs: Number, enums: String, defaults: true });
}

const protocol = loadProtocol();

/** A service of the protocol, for a server to offer or a client to call. */
export function serviceDefinition(name: ServiceName): ServiceDefinition {
  const definition = protocol[name];
  if (definition === undefined || 'format' in definition) {
    throw new Error(`${name} is no service of the plugin protocol`);
  }
  return definition;
}
