import type { ServiceError } from '@grpc/grpc-js';
import type { PluginContext, StreamPacket, SubscribeStreamResponse } from '../../pkg/grafana/protocol/messages';
import { contextOf, type GrafanaClient } from './grafanaClient';

/** What Grafana's browser code makes of a JSON frame: a row an object. */
interface JsonFrame {
  schema?: { name: string; meta: { channel: string }; fields: Array<{ name: string; type: string; config?: Record<string, unknown> }> };
  data: { values: unknown[][] };
}

const NAMES = ['time', 'event', 'jail', 'address', 'detail', 'id'];

function rowsOf({ data }: JsonFrame): Array<Record<string, unknown>> {
  return (data.values[0] ?? []).map((_, row) => Object.fromEntries(NAMES.map((name, column) => [name, data.values[column]?.[row]])));
}

export function readFrame(json: Buffer) {
  const frame = JSON.parse(json.toString('utf8')) as JsonFrame;
  return { schema: frame.schema, rows: rowsOf(frame) };
}

/** Subscribes to a stream and runs it as Grafana does for the first subscriber of a channel. */
export function createEventsPeer(grafana: GrafanaClient) {
  return {
    subscribe: (path: string, pluginContext: PluginContext | null = contextOf()) => grafana.unary<SubscribeStreamResponse>('pluginv2.Stream', 'SubscribeStream', { pluginContext, path }),
    run(path: string, pluginContext: PluginContext | null = contextOf()) {
      const call = grafana.stream<StreamPacket>('pluginv2.Stream', 'RunStream', { pluginContext, path });
      const packets: Array<ReturnType<typeof readFrame>> = [];
      const ended = new Promise<ServiceError | null>((resolve) => {
        call.on('data', ({ data }: StreamPacket) => packets.push(readFrame(data)));
        call.on('error', (error: ServiceError) => resolve(error));
        call.on('end', () => resolve(null));
      });
      return { packets, rows: () => packets.flatMap(({ rows }) => rows), ended, cancel: () => call.cancel() };
    },
  };
}
