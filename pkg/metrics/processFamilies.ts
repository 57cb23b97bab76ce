import { readdirSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import type { EventLoopLag } from '../services/ports/ownProcess';
import type { Family, Sample } from './family';
import type { Snapshot } from './snapshot';

/** Where there is no /proc nothing is told. */
function openFiles(): Sample[] {
  try {
    // Looking opens one of its own.
    return [{ value: readdirSync('/proc/self/fd').length - 1 }];
  } catch {
    return [];
  }
}

function activeResources(): Sample[] {
  const counts = new Map<string, number>();
  for (const type of process.getActiveResourcesInfo()) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, value]) => ({ value, labels: { type } }));
}

const version = () => {
  const [major = '', minor = '', patch = ''] = process.versions.node.split('.');
  return { version: process.version, major, minor, patch };
};
const cpuSeconds = (read: (usage: NodeJS.CpuUsage) => number) => () => [{ value: read(process.cpuUsage()) / 1e6 }];
const one = (read: (snapshot: Snapshot) => number) => (snapshot: Snapshot): Sample[] => [{ value: read(snapshot) }];
const lag = (key: keyof EventLoopLag) => one(({ figures }) => figures.eventLoopLag[key]);

/**
 * Under the names that the library itself gives them. Its own are not taken: they go on measuring after the end of the sidecar,
 * and some are gauges with a name that promtool keeps for counters.
 */
export function processFamilies(startedAt: number): ReadonlyArray<Family<Snapshot>> {
  return [
    { name: 'process_cpu_user_seconds_total', help: 'User CPU time of the process.', type: 'counter', read: cpuSeconds(({ user }) => user) },
    { name: 'process_cpu_system_seconds_total', help: 'System CPU time of the process.', type: 'counter', read: cpuSeconds(({ system }) => system) },
    { name: 'process_cpu_seconds_total', help: 'User and system CPU time of the process.', type: 'counter', read: cpuSeconds(({ user, system }) => user + system) },
    { name: 'process_start_time_seconds', help: 'When the process was started, in UTC epoch seconds.', type: 'gauge', read: one(() => startedAt) },
    { name: 'process_resident_memory_bytes', help: 'Resident memory.', type: 'gauge', read: one(({ figures }) => figures.residentBytes) },
    { name: 'process_open_fds', help: 'Open file descriptors.', type: 'gauge', read: openFiles },
    { name: 'nodejs_eventloop_lag_min_seconds', help: 'Shortest lag of the event loop within half a minute.', type: 'gauge', read: lag('min') },
    { name: 'nodejs_eventloop_lag_max_seconds', help: 'Longest lag of the event loop within half a minute.', type: 'gauge', read: lag('max') },
    { name: 'nodejs_eventloop_lag_mean_seconds', help: 'Mean lag of the event loop within half a minute.', type: 'gauge', read: lag('mean') },
    { name: 'nodejs_eventloop_lag_p50_seconds', help: 'Median lag of the event loop within half a minute.', type: 'gauge', read: lag('p50') },
    { name: 'nodejs_eventloop_lag_p90_seconds', help: '90th percentile of the lag of the event loop within half a minute.', type: 'gauge', read: lag('p90') },
    { name: 'nodejs_eventloop_lag_p99_seconds', help: '99th percentile of the lag of the event loop within half a minute.', type: 'gauge', read: lag('p99') },
    { name: 'nodejs_active_resources', help: 'Resources that keep the event loop alive.', type: 'gauge', read: activeResources },
    { name: 'nodejs_heap_size_total_bytes', help: 'Size of the heap.', type: 'gauge', read: one(() => getHeapStatistics().total_heap_size) },
    { name: 'nodejs_heap_size_used_bytes', help: 'Used size of the heap.', type: 'gauge', read: one(() => getHeapStatistics().used_heap_size) },
    { name: 'nodejs_external_memory_bytes', help: 'Memory outside of the heap.', type: 'gauge', read: one(() => getHeapStatistics().external_memory) },
    { name: 'nodejs_version_info', help: 'Version of Node.js; always 1.', type: 'gauge', read: () => [{ value: 1, labels: version() }] },
  ];
}
