import { EVENT_KINDS, type EventKind } from '../../contract/queries';
import { BanguiError, invalidInput } from '../../domain/errors';
import { eventFilter, type EventFilter } from '../../services/events/eventFilter';
import type { PluginContext } from '../protocol/messages';

const FOLDER = 'events/';
/** All that Grafana allows for the name of a channel. */
const MOST_CHARACTERS = 160;

const LETTER: Record<EventKind, string> = { found: 'f', ban: 'b', unban: 'u', jail: 'j', server: 's' };

/** The path of the stream of a filter: `events/` and `<kinds>/<jails>/<search>` in base64url, whose letters a channel may have. */
export function eventsPath({ kinds, jails, search }: EventFilter): string {
  const text = [(kinds ?? []).map((kind) => LETTER[kind]).join(''), (jails ?? []).join(','), search?.text ?? ''].join('/');
  return FOLDER + Buffer.from(text, 'utf8').toString('base64url');
}

/** The filter of a path; null for one that `eventsPath` would not have written. */
export function filterOfPath(path: string): EventFilter | null {
  const [, letters = '', jails = '', search = ''] = /^([a-z]*)\/([^/]*)\/(.*)$/.exec(Buffer.from(path.slice(FOLDER.length), 'base64url').toString('utf8')) ?? [];
  try {
    const filter = eventFilter({ kinds: EVENT_KINDS.filter((kind) => letters.includes(LETTER[kind])), jail: jails.split(',').filter(Boolean), search });
    return eventsPath(filter) === path ? filter : null;
  } catch (error) {
    if (error instanceof BanguiError) {
      return null;
    }
    throw error;
  }
}

/** The channel that streams what a query asks for. Throws INVALID_INPUT when its name becomes too long for Grafana. */
export function eventsChannel({ orgId, dataSourceInstanceSettings }: PluginContext, filter: EventFilter): string {
  const channel = `ds/${dataSourceInstanceSettings?.uid ?? ''}/${eventsPath(filter)}`;
  // On its way Grafana puts the namespace of the organisation before it.
  if (`org-${orgId}/${channel}`.length > MOST_CHARACTERS) {
    throw invalidInput('jail', `jail: the names of ${filter.jails?.length ?? 0} jails are too long for one stream. Choose fewer jails, or none for all of them.`);
  }
  return channel;
}
