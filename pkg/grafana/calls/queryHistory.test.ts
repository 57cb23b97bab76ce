import { tableFromIPC } from 'apache-arrow';
import { afterEach, describe, expect, it } from 'vitest';
import { NOW } from '../../../test/peer/pluginDeps';
import { playGrafana, type Play } from '../../../test/peer/playGrafana';
import type { PastBansRequest } from '../ports';
import type { DataResponse } from '../protocol/messages';

let play: Play;
afterEach(() => play.end());

const tableOf = (response: DataResponse | undefined) => tableFromIPC(response?.frames?.[0] ?? new Uint8Array());
const rowsOf = (response: DataResponse | undefined) => tableOf(response).toArray().map((row) => row?.toJSON() as Record<string, unknown>);

describe('queries of the archive', () => {
  it("ask for exactly the dashboard's time range, in whole seconds inside it", async () => {
    const asked: Array<PastBansRequest & { limit?: number; points?: number }> = [];
    play = await playGrafana({
      history: async (request) => (asked.push(request), { from: request.from, to: request.to, bans: [], next: null }),
      trend: async (request) => (asked.push(request), { from: request.from, to: request.to, bucket: 60, by: 'jail', points: [], previous: null }),
    });
    const timeRange = { fromEpochMS: (NOW - 600) * 1000 + 1, toEpochMS: NOW * 1000 + 999 };
    await play.grafana.query({ A: { queryType: 'history', jail: '{sshd,nginx}', search: ' 192.0.2.0/24 ', limit: 5 }, B: { queryType: 'trend' } }, undefined, { timeRange, maxDataPoints: 120 });
    expect(asked).toEqual([
      { from: NOW - 599, to: NOW, jail: ['sshd', 'nginx'], search: '192.0.2.0/24', limit: 5 },
      { from: NOW - 599, to: NOW, jail: undefined, search: undefined, points: 120 },
    ]);
  });

  it('give past bans without log lines and without who asked for them', async () => {
    play = await playGrafana();
    const { A } = await play.grafana.query({ A: { queryType: 'history' } }, undefined, { timeRange: { fromEpochMS: (NOW - 7200) * 1000, toEpochMS: NOW * 1000 } });
    expect(rowsOf(A)).toEqual([expect.objectContaining({ jail: 'sshd', address: '192.0.2.9', banTime: 600, endedAt: null, banCount: 2, failures: 5, origin: 'database' })]);
    expect(tableOf(A).schema.fields.map(({ name }) => name)).not.toEqual(expect.arrayContaining([expect.stringMatching(/matches|actor/)]));
  });

  it('give a trend on one clock: a field a jail, zeros where nobody was banned', async () => {
    play = await playGrafana();
    const { A } = await play.grafana.query({ A: { queryType: 'trend' } }, undefined, { timeRange: { fromEpochMS: (NOW - 3 * 3600) * 1000, toEpochMS: NOW * 1000 } });
    const table = tableOf(A);
    expect(JSON.parse(table.schema.metadata.get('meta') ?? '')).toMatchObject({ type: 'timeseries-wide' });
    expect(JSON.parse(table.schema.fields[1]?.metadata.get('labels') ?? '')).toEqual({ jail: 'sshd' });
    expect([...(table.getChildAt(1) ?? [])]).toEqual([0, 0, 3, 0]);
  });

  it('refuse a query without a time range', async () => {
    play = await playGrafana();
    const { A } = await play.grafana.query({ A: { queryType: 'history' } });
    expect(A).toMatchObject({ status: 400, error: expect.stringContaining('time range') });
  });
});
