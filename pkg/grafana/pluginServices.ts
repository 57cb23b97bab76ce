import type { Server } from '@grpc/grpc-js';
import { createCallResource } from './calls/callResource';
import { createCheckHealth } from './calls/checkHealth';
import { unary } from './calls/handlers';
import { publishStream } from './calls/publishStream';
import { createQueryData } from './calls/queryData';
import { createRunStream } from './calls/runStream';
import { serverHealth } from './calls/serverHealth';
import { shutdown } from './calls/shutdown';
import { createSubscribeStream } from './calls/subscribeStream';
import { createAdmission } from './context/admission';
import type { PluginDeps } from './ports';
import { serviceDefinition } from './protocol/serviceDefinition';
import { createStreamShares } from './streams/createStreamShares';

/** Everything Grafana may call; the rest is UNIMPLEMENTED. `endStreams` ends the calls that would never end by themselves. */
export function addPluginServices(server: Server, deps: PluginDeps): { endStreams: () => void } {
  const { logger } = deps;
  const admitted = { ...deps, admit: createAdmission(deps), shares: createStreamShares(deps) };
  const streams = createRunStream(admitted);
  server.addService(serviceDefinition('pluginv2.Diagnostics'), { CheckHealth: unary(createCheckHealth(admitted), logger) });
  server.addService(serviceDefinition('pluginv2.Resource'), { CallResource: createCallResource(admitted) });
  server.addService(serviceDefinition('pluginv2.Data'), { QueryData: unary(createQueryData(admitted), logger) });
  server.addService(serviceDefinition('pluginv2.Stream'), {
    SubscribeStream: unary(createSubscribeStream(admitted), logger),
    RunStream: streams.run,
    PublishStream: unary(publishStream, logger),
  });
  server.addService(serviceDefinition('plugin.GRPCController'), { Shutdown: unary(shutdown, logger) });
  server.addService(serviceDefinition('grpc.health.v1.Health'), { Check: unary(serverHealth, logger) });
  return { endStreams: streams.stop };
}
