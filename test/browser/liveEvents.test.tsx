import type { DataFrame, DataFrameJSON, DataQueryRequest, DataQueryResponse, DataSourceInstanceSettings } from '@grafana/data';
import { FieldType, getDefaultTimeRange, StreamingDataFrame } from '@grafana/data';
import type { BackendSrv, BackendSrvRequest, GrafanaLiveSrv, LiveDataStreamOptions } from '@grafana/runtime';
import { config, setBackendSrv, setGrafanaLiveSrv } from '@grafana/runtime';
import { lastValueFrom, of, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATA_SOURCE_TYPE } from '../../src/constants';
import { BanguiDataSource } from '../../src/datasource/BanguiDataSource';
import type { BanguiOptions, BanguiQuery } from '../../src/datasource/types';

// Grafana gives the settings; the class itself reads its uid and name only.
const dataSource = new BanguiDataSource({ uid: 'x', name: 'x', type: DATA_SOURCE_TYPE, jsonData: {}, meta: {} } as unknown as DataSourceInstanceSettings<BanguiOptions>);

/** As the sidecar writes it, without what panels need besides. */
function eventsJson(ids: string[]): DataFrameJSON {
  const fields = ['time', 'address', 'id'].map((name) => ({ name, type: name === 'time' ? FieldType.time : FieldType.string, config: {} }));
  return { schema: { name: 'events', meta: { channel: 'ds/x/events/Ly8' }, fields }, data: { values: [ids.map(Number), ids.map((id) => `192.0.2.${id}`), ids] } };
}

let asked: Array<{ refIds: string[]; requestId: string }>;
let buffers: Array<LiveDataStreamOptions['buffer']>;

/** Grafana's service: the frame of the query, that of the subscription, and a packet, all into one buffer. */
function getDataStream({ frame, buffer }: LiveDataStreamOptions) {
  buffers.push(buffer);
  const events = StreamingDataFrame.empty(buffer);
  [frame ?? {}, eventsJson(['1', '2']), { data: eventsJson(['3']).data }].forEach((message) => events.push(message));
  return of<DataQueryResponse>({ key: 'stream', data: [events] });
}

function fetch({ data, requestId = '' }: BackendSrvRequest) {
  const queries = (data as { queries?: BanguiQuery[] }).queries ?? [{ refId: 'A' }];
  asked.push({ refIds: queries.map(({ refId }) => refId), requestId });
  const answer = ({ queryType, refId }: BanguiQuery) => [refId, { frames: [queryType === 'events' ? eventsJson(['1', '2']) : { schema: { refId, fields: [] }, data: { values: [] } }] }];
  return of({ data: { results: Object.fromEntries(queries.map(answer)) } });
}

beforeEach(() => {
  asked = [];
  buffers = [];
  setBackendSrv({ fetch } as unknown as BackendSrv);
  setGrafanaLiveSrv({ getDataStream } as unknown as GrafanaLiveSrv);
});
afterEach(() => {
  delete config.publicDashboardAccessToken;
});

async function answers(...targets: BanguiQuery[]): Promise<DataFrame[]> {
  const request = { requestId: 'Q1', targets, maxDataPoints: 10, range: getDefaultTimeRange() } as unknown as DataQueryRequest<BanguiQuery>;
  const responses = await lastValueFrom(dataSource.query(request).pipe(toArray()));
  return responses.flatMap(({ data }) => data as DataFrame[]);
}

describe('a query for events', () => {
  it('gives each event once, though query, subscription and stream tell it', async () => {
    const [frame, ...more] = await answers({ refId: 'E', queryType: 'events' });
    expect(more).toEqual([]);
    expect(frame?.refId).toBe('E');
    expect(frame?.fields.map(({ name, values }) => [name, [...values]])).toEqual([['time', [3, 2, 1]], ['address', ['192.0.2.3', '192.0.2.2', '192.0.2.1']]]);
    expect(buffers).toEqual([{ maxLength: 2000, action: 'append' }]);
  });

  it('goes alone, with an id of its own, so that each frame belongs to its query', async () => {
    const frames = await answers({ refId: 'A', queryType: 'jails' }, { refId: 'B', queryType: 'events' }, { refId: 'C', queryType: 'events' });
    expect(asked).toEqual([{ refIds: ['B'], requestId: 'Q1-B' }, { refIds: ['C'], requestId: 'Q1-C' }, { refIds: ['A'], requestId: 'Q1' }]);
    expect(frames.map(({ refId }) => refId).sort()).toEqual(['A', 'B', 'C']);
  });

  it('is left as it is where a whole panel is asked for', async () => {
    config.publicDashboardAccessToken = 'public';
    await answers({ refId: 'A', queryType: 'jails' }, { refId: 'B', queryType: 'events' });
    expect(asked).toHaveLength(1);
  });
});
