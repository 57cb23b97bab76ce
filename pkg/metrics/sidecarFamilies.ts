import { FOLLOW_STATES, HISTORY_SOURCES } from '../contract/history';
import type { JobState } from '../contract/jobs';
import { HEALTH_STATES } from '../contract/status';
import { busySeconds } from '../domain/busySeconds';
import type { Family } from './family';
import { known, oneOf } from './family';
import type { Snapshot } from './snapshot';

const ofJobs = (read: (job: JobState) => number | null) => ({ figures }: Snapshot) => figures.jobs.flatMap((job) => known(read(job), { job: job.name }));

/** What the sidecar tells of itself; `now` in UTC epoch seconds. */
export function sidecarFamilies(now: () => number): ReadonlyArray<Family<Snapshot>> {
  return [
    { name: 'bangui_build_info', help: 'Version of the sidecar; always 1.', type: 'gauge', read: ({ figures }) => [{ value: 1, labels: { version: figures.version } }] },
    { name: 'bangui_fail2ban_state', help: 'State of fail2ban as the sidecar sees it; 1 for the present one.', type: 'gauge', read: ({ status }) => oneOf(HEALTH_STATES, status.state, 'state') },
    { name: 'bangui_fail2ban_busy_seconds', help: 'For how long fail2ban has been busy with one command.', type: 'gauge', read: ({ status }) => known(busySeconds(status, now())) },
    { name: 'bangui_counters_timestamp_seconds', help: 'When the counters of the jails were read.', type: 'gauge', read: ({ status }) => known(status.asOf) },
    { name: 'bangui_follow_state', help: 'Whether the log of fail2ban is followed; 1 for the present state.', type: 'gauge', read: ({ figures }) => oneOf(FOLLOW_STATES, figures.follow.state, 'state') },
    { name: 'bangui_follow_behind_bytes', help: 'Bytes of the log of fail2ban that are not read yet.', type: 'gauge', read: ({ figures }) => known(figures.follow.behindBytes) },
    { name: 'bangui_follow_last_record_timestamp_seconds', help: 'Time of the last record that was read of the log of fail2ban.', type: 'gauge', read: ({ figures }) => known(figures.follow.lastRecordAt) },
    { name: 'bangui_archive_size_bytes', help: 'Size of the archive with its write-ahead log.', type: 'gauge', read: ({ figures }) => known(figures.archive?.bytes) },
    { name: 'bangui_archive_bans', help: 'Bans that the archive keeps.', type: 'gauge', read: ({ figures }) => known(figures.archive?.bans) },
    { name: 'bangui_archive_addresses', help: 'Addresses that the archive knows.', type: 'gauge', read: ({ figures }) => known(figures.archive?.addresses) },
    { name: 'bangui_archive_late_writes', help: 'Writes that the archive has not taken yet.', type: 'gauge', read: ({ figures }) => known(figures.lateWrites) },
    { name: 'bangui_loki_waiting', help: 'Events that wait for Loki.', type: 'gauge', read: ({ figures }) => known(figures.loki?.waiting) },
    { name: 'bangui_loki_last_sent_timestamp_seconds', help: 'When Loki took events last.', type: 'gauge', read: ({ figures }) => known(figures.loki?.lastSentAt) },
    { name: 'bangui_loki_sent_total', help: 'Events that Loki took.', type: 'counter', read: ({ figures }) => known(figures.loki?.sent) },
    { name: 'bangui_loki_skipped_total', help: 'Events that Loki refused for their content.', type: 'counter', read: ({ figures }) => known(figures.loki?.skipped) },
    { name: 'bangui_loki_failing', help: 'Whether Loki takes no events at present: 1, or 0.', type: 'gauge', read: ({ figures }) => known(figures.loki && Number(figures.loki.problem !== null)) },
    { name: 'bangui_state_free_bytes', help: 'What is free on the disk of the state directory.', type: 'gauge', read: ({ figures }) => known(figures.freeBytes) },
    { name: 'bangui_history_source', help: 'Where the archive learns of bans; 1 for the present source.', type: 'gauge', read: ({ figures }) => oneOf(HISTORY_SOURCES, figures.history.source, 'source') },
    { name: 'bangui_history_last_sync_timestamp_seconds', help: 'When the last copying of bans that succeeded ended.', type: 'gauge', read: ({ figures }) => known(figures.history.lastSync) },
    { name: 'bangui_job_last_start_timestamp_seconds', help: 'When the job was started last.', type: 'gauge', read: ofJobs((job) => job.startedAt) },
    { name: 'bangui_job_last_duration_seconds', help: 'How long the last run of the job took.', type: 'gauge', read: ofJobs((job) => job.tookSeconds) },
    { name: 'bangui_job_last_success', help: 'Whether the last run of the job succeeded: 1, or 0.', type: 'gauge', read: ofJobs(({ result }) => (result === null ? null : Number(result === 'done'))) },
  ];
}
