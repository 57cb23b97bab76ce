import type { EventKind } from '../../contract/queries';
import { KIND_OF, type LiveEvent } from '../../domain/liveEvent';
import { createLinks } from './createLinks';
import { named } from './fieldConfig';
import type { FieldConfig, Frame, ValueMapping } from './frame';

const COLOR: Record<EventKind, string> = { found: 'yellow', ban: 'red', unban: 'green', jail: 'blue', server: 'purple' };
const FAILURE_COLOR = 'orange';

const WORDS: Record<LiveEvent['event'], string> = {
  found: 'Found',
  attempt: 'Attempt',
  ignored: 'Ignored',
  ban: 'Ban',
  restore: 'Restored ban',
  prolong: 'Longer ban',
  alreadyBanned: 'Already banned',
  reban: 'Banned again',
  unban: 'Unban',
  repeal: 'Repealed',
  flush: 'Flushed',
  jailCreated: 'Jail created',
  jailStarted: 'Jail started',
  jailStopped: 'Jail stopped',
  jailReloaded: 'Jail reloaded',
  jailSkipped: 'Jail skipped',
  actionFailed: 'Action failed',
  serverStarted: 'Server started',
  serverStopping: 'Server stopping',
  serverStopped: 'Server stopped',
  commandFailed: 'Command failed',
  otherError: 'Error',
};
const FAILURES: ReadonlySet<LiveEvent['event']> = new Set(['jailSkipped', 'actionFailed', 'commandFailed', 'otherError']);
const EVENTS = Object.keys(WORDS) as Array<LiveEvent['event']>;

function eventMapping(): ValueMapping {
  const options = EVENTS.map((event, index) => [event, { text: WORDS[event], color: FAILURES.has(event) ? FAILURE_COLOR : COLOR[KIND_OF[event]], index }]);
  return { type: 'value', options: Object.fromEntries(options) };
}

const COLORED = { cellOptions: { type: 'color-text' } };
/** Of use to whoever puts events together, to nobody who looks at them. */
const UNSEEN: FieldConfig = { custom: { hidden: true, hideFrom: { viz: true, legend: true, tooltip: true } } };

export interface EventsFrameParts {
  refId: string;
  events: readonly LiveEvent[];
  dataSourceUid: string;
  /** What streams the events to come. */
  channel: string;
}

/** Oldest first, as a stream goes on. Without lines of the log: a query may come from a visitor of a public dashboard. */
export function eventsFrame({ refId, events, dataSourceUid, channel }: EventsFrameParts): Frame {
  const links = createLinks(dataSourceUid);
  return {
    name: 'events',
    refId,
    meta: { channel, preferredVisualisationType: 'table' },
    fields: [
      { name: 'time', type: 'time', values: events.map(({ at }) => at), config: named('Time') },
      { name: 'event', type: 'string', values: events.map(({ event }) => event), config: { ...named('Event'), mappings: [eventMapping()], custom: COLORED } },
      { name: 'jail', type: 'string', values: events.map(({ jail }) => jail), config: { ...named('Jail'), links: links.jail } },
      { name: 'address', type: 'string', values: events.map(({ address }) => address), config: { ...named('Address'), links: links.address } },
      { name: 'detail', type: 'string', values: events.map(({ detail }) => detail), config: named('Detail') },
      { name: 'id', type: 'string', values: events.map(({ id }) => id), config: { ...named('Id'), ...UNSEEN } },
    ],
  };
}
