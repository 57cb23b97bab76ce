import { RecordBatchReader, tableFromIPC } from 'apache-arrow';
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
    await play.grafana.query({ A: { queryType: 'history', jail: '{sshd,nginx}', search: ' 192.0.2.0/24 ', country: '{DE,FR}', asn: ['AS64500', '64501'], minBans: 2, limit: 5 }, B: { queryType: 'trend', by: 'country' } }, undefined, { timeRange, maxDataPoints: 120 });
    expect(asked).toEqual([
      { from: NOW - 599, to: NOW, jail: ['sshd', 'nginx'], search: '192.0.2.0/24', country: ['DE', 'FR'], asn: [64500, 64501], minBans: 2, limit: 5 },
      { from: NOW - 599, to: NOW, jail: undefined, search: undefined, points: 120, by: 'country' },
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

  it('give a trend by country and by system with their own labels, the unknown with an empty one', async () => {
    const point = (key: string | null) => ({ time: Math.floor(NOW / 3600) * 3600, key, bans: 1 });
    play = await playGrafana({
      trend: async ({ from, to, by = 'jail' }) => ({ from, to, bucket: 3600, by, points: by === 'asn' ? [point('64500')] : [point('DE'), point(null)], previous: null }),
    });
    const { A, B } = await play.grafana.query({ A: { queryType: 'trend', by: 'country' }, B: { queryType: 'trend', by: 'asn' } }, undefined, { timeRange: { fromEpochMS: NOW * 1000, toEpochMS: NOW * 1000 } });
    // A table mixes up fields of one name; the schema in the file does not.
    const fieldsOf = (response: typeof A) => RecordBatchReader.from(response?.frames?.[0] ?? new Uint8Array()).open().schema.fields;
    const labels = (response: typeof A) => fieldsOf(response).slice(1).map(({ metadata }) => JSON.parse(metadata.get('labels') ?? ''));
    expect(labels(A)).toEqual([{ country: '' }, { country: 'DE' }]);
    expect(labels(B)).toEqual([{ asn: '64500' }]);
  });

  it('refuse a system that is no number', async () => {
    play = await playGrafana();
    const { A } = await play.grafana.query({ A: { queryType: 'history', asn: 'Example' } }, undefined, { timeRange: { fromEpochMS: NOW * 1000, toEpochMS: NOW * 1000 } });
    expect(A).toMatchObject({ status: 400, error: expect.stringContaining('autonomous system') });
  });

  it('refuse a query without a time range', async () => {
    play = await playGrafana();
    const { A } = await play.grafana.query({ A: { queryType: 'history' } });
    expect(A).toMatchObject({ status: 400, error: expect.stringContaining('time range') });
  });
});
