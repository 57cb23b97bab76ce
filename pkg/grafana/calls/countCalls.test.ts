import { tableFromIPC } from 'apache-arrow';
import { afterEach, expect, it } from 'vitest';
import { FIGURES, NOW } from '../../../test/peer/pluginDeps';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';

let play: Play;
afterEach(() => play.end());

it('tells of every call once, by name and code', async () => {
  const ended: string[] = [];
  play = await playGrafana({}, { onCall: (call, code) => void ended.push(`${call} ${code}`) });
  await play.grafana.query({ A: { queryType: 'status' }, B: { queryType: 'jails' } });
  await play.grafana.collect({ path: 'status', url: 'status' });
  await play.grafana.query({ A: { queryType: 'status' } }, null).catch(() => {});
  expect(ended).toEqual(['QueryData OK', 'CallResource OK', 'QueryData UNIMPLEMENTED']);
});

it('does not tell of a figure that is unknown as of a 0', async () => {
  play = await playGrafana({ sidecar: async () => ({ ...FIGURES, archive: null, freeBytes: null }) });
  const { A } = await play.grafana.query({ A: { queryType: 'sidecar' } });
  const table = tableFromIPC(A?.frames?.[0] ?? new Uint8Array());
  expect(table.toArray().map((row) => row?.toJSON())).toEqual([
    expect.objectContaining({ version: '0.1.0', uptime: 3600, archiveBytes: null, archiveBans: null, freeBytes: null, lateWrites: 0, lokiWaiting: 4, lokiLastSent: (NOW - 7) * 1000, lokiSent: 90, lokiSkipped: 2, lokiProblem: 'no connection', followState: 'following', jobsFailed: 1, failedJobs: 'history_sync', lastSync: (NOW - 60) * 1000 }),
  ]);
});

it('tells nothing of Loki where nothing is sent there', async () => {
  play = await playGrafana({ sidecar: async () => ({ ...FIGURES, loki: null }) });
  const { A } = await play.grafana.query({ A: { queryType: 'sidecar' } });
  const table = tableFromIPC(A?.frames?.[0] ?? new Uint8Array());
  expect(table.toArray()[0]?.toJSON()).toMatchObject({ lokiWaiting: null, lokiLastSent: null, lokiSent: null, lokiSkipped: null, lokiProblem: null });
});
