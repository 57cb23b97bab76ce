import { may } from '../../contract/roles';
import type { Admit } from '../context/admission';
import { principalOf } from '../context/principalOf';
import { jsonFrame } from '../frames/jsonFrame';
import type { PluginDeps } from '../ports';
import type { StreamRequest, SubscribeStreamResponse } from '../protocol/messages';
import type { StreamShares } from '../streams/createStreamShares';
import { filterOfPath } from '../streams/eventsPath';
import { streamFrame } from '../streams/streamFrame';
import { noDataSource, noRoom } from './handlers';

type SubscribeStreamDeps = Pick<PluginDeps, 'events'> & { admit: Admit; shares: StreamShares };

/** Demands Viewer itself, as Grafana lets the role None through. Who subscribes anew catches up by the last events. */
export function createSubscribeStream({ admit, events, shares }: SubscribeStreamDeps): (request: StreamRequest) => SubscribeStreamResponse {
  return (request) => {
    const admission = admit(request);
    if (admission.kind === 'noDataSource') {
      throw noDataSource();
    }
    if (admission.kind === 'refused' || !may(principalOf(admission.context).role, 'read')) {
      return { status: 'PERMISSION_DENIED' };
    }
    const filter = filterOfPath(request.path);
    if (filter === null) {
      return { status: 'NOT_FOUND' };
    }
    if (!shares.isRunning(admission.context, request.path) && !(events.hasRoom() && shares.hasRoom(admission.context))) {
      throw noRoom();
    }
    return { status: 'OK', data: jsonFrame(streamFrame(admission.context, filter, events.last(filter))) };
  };
}
