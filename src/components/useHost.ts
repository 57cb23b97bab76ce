import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { DATA_SOURCE_TYPE } from '../constants';
import { HOST_PARAM } from '../routing';

export interface Host {
  hosts: DataSourceInstanceSettings[];
  /** The host of the URL; without one the default data source, else the first. Null: there is none, or the URL names one that is not there. */
  uid: string | null;
  choose(uid: string): void;
}

/** Which fail2ban host the pages show: one data source of our type. */
export function useHost(): Host {
  const [params, setParams] = useSearchParams();
  const hosts = useMemo(() => getDataSourceSrv().getList({ type: DATA_SOURCE_TYPE }), []);
  const wanted = params.get(HOST_PARAM);
  const host = wanted === null ? (hosts.find(({ isDefault }) => isDefault) ?? hosts[0]) : hosts.find(({ uid }) => uid === wanted);
  return {
    hosts,
    uid: host?.uid ?? null,
    // Filters and page belong to the host they were made on. A Combobox tells one choice several times: replacing keeps
    // the browser's history free of doubles.
    choose: (uid) => setParams({ [HOST_PARAM]: uid }, { replace: true }),
  };
}
