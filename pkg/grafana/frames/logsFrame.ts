import type { FoundLines } from '../../services/follow/createLogService';
import { named } from './fieldConfig';
import type { Frame, FrameMeta } from './frame';
import { SEVERITY } from './words';

/** fail2ban's levels in Grafana's words. */
const SEVERITIES: Record<string, string> = { CRITICAL: 'critical', ERROR: 'error', WARNING: 'warning', NOTICE: 'info', INFO: 'info' };

/** Lines of the log, in the shape that Explore and the Logs panel take. */
export function logsFrame(refId: string, { lines, end, reached }: FoundLines): Frame {
  return {
    name: 'logs',
    refId,
    meta: { type: 'log-lines', typeVersion: [0, 0], preferredVisualisationType: 'logs', notices: endNotice(lines.length, end, reached) },
    fields: [
      { name: 'timestamp', type: 'time', values: lines.map(({ at }) => at), config: named('Time') },
      { name: 'body', type: 'string', values: lines.map(({ message }) => message), config: named('Line') },
      { name: 'severity', type: 'string', values: lines.map(({ level }) => SEVERITIES[level] ?? 'debug'), config: SEVERITY },
      { name: 'id', type: 'string', values: lines.map(({ id }) => id) },
      { name: 'labels', type: 'json', values: lines.map(({ level, jail }) => JSON.stringify({ level, ...(jail !== null && { jail }) })) },
    ],
  };
}

function endNotice(shown: number, end: FoundLines['end'], reached: number | null): NonNullable<FrameMeta['notices']> {
  const since = reached === null ? '' : ` Everything since ${new Date(reached * 1000).toISOString()} was looked at.`;
  switch (end) {
    case 'limit':
      return [{ severity: 'info', text: `The newest ${shown} lines are shown; raise the limit or shorten the time range to see the others.` }];
    case 'most':
      return [{ severity: 'warning', text: `No more of the log is read at once.${since} Take a time range that ends earlier to see what is older.` }];
    case 'compressed':
      return [{ severity: 'warning', text: `What is older is in compressed files, which are not read.${since}` }];
    case 'oldest':
      return [{ severity: 'info', text: `The log reaches back no further.${since}` }];
    case 'range':
      return [];
  }
}
