import { may } from '../../contract/roles';
import type { Admit } from '../context/admission';
import { principalOf } from '../context/principalOf';
import { jsonFrame } from '../frames/jsonFrame';
import type { PluginDeps } from '../ports';
import type { StreamRequest, SubscribeStreamResponse } from '../protocol/messages';
import { filterOfPath } from '../streams/eventsPath';
import { streamFrame } from '../streams/streamFrame';
import { noDataSource } from './handlers';

type SubscribeStreamDeps = Pick<PluginDeps, 'events'> & { admit: Admit };

/** Demands Viewer itself, as Grafana lets the role None through. Who subscribes anew catches up by the last events. */
export function createSubscribeStream({ admit, events }: SubscribeStreamDeps): (request: StreamRequest) => SubscribeStreamResponse {
  return (request) => {
    const admission = admit(request);
    if (admission.kind === 'noDataSource') {
      throw noDataSource();
    }
    if (admission.kind === 'refused' || !may(principalOf(admission.context).role, 'read')) {
      return { status: 'PERMISSION_DENIED' };
    }
    const filter = filterOfPath(request.path);
    return filter === null ? { status: 'NOT_FOUND' } : { status: 'OK', data: jsonFrame(streamFrame(admission.context, filter, events.last(filter))) };
  };
}
