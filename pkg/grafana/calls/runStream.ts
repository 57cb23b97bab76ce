import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { EventStream } from '../../services/events/createEventFeed';
import type { EndReason } from '../../services/events/createSubscription';
import type { EventFilter } from '../../services/events/eventFilter';
import type { Admit } from '../context/admission';
import { jsonFrame, jsonRows } from '../frames/jsonFrame';
import type { PluginDeps } from '../ports';
import type { PluginContext, StreamPacket, StreamRequest } from '../protocol/messages';
import type { StreamShares } from '../streams/createStreamShares';
import { filterOfPath } from '../streams/eventsPath';
import { streamFrame } from '../streams/streamFrame';
import { GrpcRefusal, noDataSource, noRoom, statusOf } from './handlers';
import { writeAll } from './writeAll';

type RunStreamDeps = Pick<PluginDeps, 'events' | 'logger'> & { admit: Admit; shares: StreamShares };
type Call = ServerWritableStream<StreamRequest, StreamPacket>;

const REPORTED_MAX = 1000;

/** Grafana runs a stream again that ends with an error, and forgets one that ends without. */
const ENDING: Record<Exclude<EndReason, 'closed'>, GrpcRefusal> = {
  slow: new GrpcRefusal(status.ABORTED, 'The events were not taken fast enough'),
  stopped: new GrpcRefusal(status.UNAVAILABLE, 'The sidecar stops'),
};

/** The schema with the last events: subscribers of a stream that is run again have missed some, and know by their ids which they have. */
async function* packetsOf(stream: EventStream, context: PluginContext, filter: EventFilter): AsyncGenerator<StreamPacket> {
  yield { data: jsonFrame(streamFrame(context, filter, stream.last)) };
  for (let events = await stream.next(); events !== null; events = await stream.next()) {
    yield { data: jsonRows(streamFrame(context, filter, events)) };
  }
}

/** One call for all subscribers of a channel, also of those who come later. Who it is made for was judged when they subscribed. */
export function createRunStream({ admit, events, shares, logger }: RunStreamDeps) {
  const open = new Set<EventStream>();
  const reported = new Set<string>();

  function reportSlow(path: string): void {
    if (!reported.has(path)) {
      if (reported.size >= REPORTED_MAX) {
        reported.clear();
      }
      reported.add(path);
      logger.warn('stream_cut', { path });
    }
  }

  function opened({ request }: Call): { stream: EventStream; context: PluginContext; filter: EventFilter } {
    const admission = admit(request);
    if (admission.kind === 'noDataSource') {
      throw noDataSource();
    }
    if (admission.kind === 'refused') {
      throw new GrpcRefusal(status.PERMISSION_DENIED, admission.error.message);
    }
    const filter = filterOfPath(request.path);
    if (filter === null) {
      throw new GrpcRefusal(status.NOT_FOUND, 'There is no such stream');
    }
    const stream = shares.hasRoom(admission.context) ? events.subscribe(filter) : null;
    if (stream === null) {
      throw noRoom();
    }
    return { stream, context: admission.context, filter };
  }

  async function serve(call: Call): Promise<void> {
    const { stream, context, filter } = opened(call);
    const close = () => stream.end('closed');
    call.once('cancelled', close);
    open.add(stream);
    const endShare = shares.begin(context, call.request.path);
    try {
      const written = call.cancelled ? close() : writeAll(call, packetsOf(stream, context, filter));
      const reason = await Promise.race([stream.ended, Promise.resolve(written).then(() => stream.ended)]);
      if (reason === 'slow') {
        reportSlow(call.request.path);
      }
      if (reason !== 'closed') {
        throw ENDING[reason];
      }
    } finally {
      close();
      open.delete(stream);
      endShare();
      call.off('cancelled', close);
    }
  }

  return {
    run(call: Call): void {
      serve(call).then(
        () => call.end(),
        (error: unknown) => call.emit('error', statusOf(error, logger))
      );
    },
    /** A server that waits for its calls would wait for these in vain. */
    stop(): void {
      [...open].forEach((stream) => stream.end('stopped'));
    },
  };
}
