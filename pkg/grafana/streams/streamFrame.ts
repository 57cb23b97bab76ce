import type { LiveEvent } from '../../domain/liveEvent';
import type { EventFilter } from '../../services/events/eventFilter';
import { eventsFrame } from '../frames/eventsFrame';
import type { Frame } from '../frames/frame';
import type { PluginContext } from '../protocol/messages';
import { eventsChannel } from './eventsPath';

/** Events of a filter as Grafana gets them from a query, with a subscription and in packets. */
export function streamFrame(context: PluginContext, filter: EventFilter, events: readonly LiveEvent[], refId = ''): Frame {
  return eventsFrame({ refId, events, dataSourceUid: context.dataSourceInstanceSettings?.uid ?? '', channel: eventsChannel(context, filter) });
}
