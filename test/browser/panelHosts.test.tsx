import type { DataQueryRequest, DataSourceInstanceSettings } from '@grafana/data';
import type { DataSourceSrv } from '@grafana/runtime';
import { config, setDataSourceSrv } from '@grafana/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATA_SOURCE_TYPE } from '../../src/constants';
import { hostsOf } from '../../src/panels/hostsOf';

const settings = (uid: string, type: string, rawRef?: { uid: string }) => ({ uid, type, rawRef }) as DataSourceInstanceSettings;
const KNOWN = [settings('one', DATA_SOURCE_TYPE), settings('two', DATA_SOURCE_TYPE), settings('$ds', DATA_SOURCE_TYPE, { uid: 'two' }), settings('prometheus', 'prometheus')];

beforeEach(() => {
  const getInstanceSettings: DataSourceSrv['getInstanceSettings'] = (ref) => KNOWN.find(({ uid }) => typeof ref === 'object' && uid === ref?.uid);
  setDataSourceSrv({ getInstanceSettings } as Partial<DataSourceSrv> as DataSourceSrv);
});

afterEach(() => {
  config.publicDashboardAccessToken = '';
});

const asked = (...targets: Array<[refId: string, uid: string, hide?: boolean, queryType?: string]>) =>
  ({ targets: targets.map(([refId, uid, hide, queryType = 'bans']) => ({ refId, datasource: { uid }, hide, queryType })) }) as unknown as DataQueryRequest;

describe('the hosts behind frames', () => {
  it('are told by refId, also through a variable', () => {
    const hosts = hostsOf(asked(['A', 'one'], ['B', '$ds'], ['C', 'prometheus']));
    expect(hosts.uids).toEqual(['one', 'two']);
    expect(['A', 'B', 'C', 'merge-A-B', undefined].map(hosts.of)).toEqual(['one', 'two', null, null, null]);
    expect(hosts.queryType('A')).toBe('bans');
  });

  it('are the only one there is for what a transformation has made', () => {
    const hosts = hostsOf(asked(['A', 'one'], ['B', 'one'], ['C', 'two', true]));
    expect(hosts.uids).toEqual(['one']);
    expect([hosts.of('joinByField-A-B'), hosts.of(undefined)]).toEqual(['one', 'one']);
  });

  it('are unknown where another source may have a hand in it', () => {
    expect(hostsOf(asked(['A', 'one'], ['B', 'prometheus'])).of('joinByField-A-B')).toBeNull();
    expect(hostsOf(asked(['A', 'one'], ['B', 'one', false, 'history'])).queryType('merge-A-B')).toBeNull();
  });

  it('are none on a public dashboard and in a snapshot', () => {
    expect(hostsOf(undefined)).toMatchObject({ uids: [] });
    config.publicDashboardAccessToken = 'token';
    expect(hostsOf(asked(['A', 'one'])).uids).toEqual([]);
  });
});
