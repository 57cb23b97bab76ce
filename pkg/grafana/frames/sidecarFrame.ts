import type { SidecarFigures } from '../../services/health/createSidecarFigures';
import { count, named, seconds } from './fieldConfig';
import type { FieldConfig, Frame, FrameField } from './frame';

const bytes = (displayName: string): FieldConfig => ({ displayNameFromDS: displayName, unit: 'bytes' });
const number = (name: string, value: number | null, config: FieldConfig): FrameField => ({ name, type: 'number', values: [value], config });
const text = (name: string, value: string | null, config: FieldConfig): FrameField => ({ name, type: 'string', values: [value], config });
const time = (name: string, value: number | null, config: FieldConfig): FrameField => ({ name, type: 'time', values: [value], config });

/** One row. What is not known has no value. */
export function sidecarFrame(refId: string, figures: SidecarFigures): Frame {
  const { archive, loki, follow, history, jobs } = figures;
  const failed = jobs.filter(({ result }) => result === 'failed');
  return {
    name: 'sidecar',
    refId,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      text('version', figures.version, named('Version')),
      number('uptime', figures.uptime, seconds('Up for')),
      number('archiveBytes', archive?.bytes ?? null, bytes('Archive')),
      number('archiveBans', archive?.bans ?? null, count('Bans kept')),
      number('archiveAddresses', archive?.addresses ?? null, count('Addresses')),
      number('lateWrites', figures.lateWrites, count('Late writes')),
      number('lokiWaiting', loki?.waiting ?? null, count('Waiting for Loki')),
      time('lokiLastSent', loki?.lastSentAt ?? null, named('Last sent to Loki')),
      number('lokiSent', loki?.sent ?? null, count('Sent to Loki')),
      number('lokiSkipped', loki?.skipped ?? null, count('Refused by Loki')),
      text('lokiProblem', loki?.problem ?? null, named('Why Loki takes nothing')),
      text('followState', follow.state, named('Log of fail2ban')),
      text('followReason', follow.reason, named('Why it is not followed')),
      number('followBehindBytes', follow.behindBytes, bytes('Not read yet')),
      time('lastRecordAt', follow.lastRecordAt, named('Last record')),
      text('historySource', history.source, named('Bans come from')),
      text('historyReason', history.reason, named('Why not from the database')),
      time('lastSync', history.lastSync, named('Last sync')),
      number('eventLoopLagP99', figures.eventLoopLag.p99, seconds('Event loop lag, p99')),
      number('residentBytes', figures.residentBytes, bytes('Memory')),
      number('freeBytes', figures.freeBytes, bytes('Free on disk')),
      number('jobsFailed', failed.length, count('Failed jobs')),
      text('failedJobs', failed.map(({ name }) => name).join(', '), named('Which jobs failed')),
    ],
  };
}
