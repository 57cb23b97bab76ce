import type { Jail, JailsResponse } from '../../contract/jails';
import type { Links } from './createLinks';
import { banLength, count, named, seconds } from './fieldConfig';
import type { FieldConfig, Frame, FrameField } from './frame';
import { staleNotice } from './notices';
import { ATTENTION } from './words';

export function jailsFrame(refId: string, { jails, stale, asOf }: JailsResponse, links: Links): Frame {
  const numbers = (name: string, read: (jail: Jail) => number, config: FieldConfig): FrameField => {
    return { name, type: 'number', values: jails.map(read), config };
  };
  const texts = (name: string, read: (jail: Jail) => string, config: FieldConfig): FrameField => {
    return { name, type: 'string', values: jails.map(read), config };
  };
  return {
    name: 'jails',
    refId,
    meta: { preferredVisualisationType: 'table', notices: staleNotice(stale, asOf) },
    fields: [
      texts('jail', (jail) => jail.name, { ...named('Jail'), links: links.jail }),
      numbers('currentlyBanned', (jail) => jail.currentlyBanned, count('Currently banned')),
      numbers('totalBanned', (jail) => jail.totalBanned, count('Banned since start')),
      numbers('currentlyFailed', (jail) => jail.currentlyFailed, count('Currently failed')),
      numbers('totalFailed', (jail) => jail.totalFailed, count('Failed since start')),
      numbers('banTime', (jail) => jail.banTime, banLength('Ban time')),
      numbers('findTime', (jail) => jail.findTime, seconds('Find time')),
      numbers('maxRetry', (jail) => jail.maxRetry, count('Retries')),
      texts('logFiles', (jail) => jail.logFiles.join(', '), named('Log files')),
      texts('journalMatches', (jail) => jail.journalMatches.join(', '), named('Journal matches')),
      texts('actions', (jail) => jail.actions.join(', '), named('Actions')),
      texts('attention', (jail) => jail.attention.join(', '), ATTENTION),
    ],
  };
}
