import type { DataQueryRequest, DataSourceRef, ScopedVars } from '@grafana/data';
import { config, getDataSourceSrv } from '@grafana/runtime';
import { DATA_SOURCE_TYPE } from '../constants';

/** The fail2ban hosts behind the frames of a panel. */
export interface Hosts {
  /** Data sources of our type, each once. */
  uids: string[];
  /** The host that a frame of this refId is of; null when that cannot be told. */
  of(refId: string | undefined): string | null;
  /** What the query of this refId asks for; null when that cannot be told. */
  queryType(refId: string | undefined): string | null;
}

/** Nobody is logged in on a public dashboard, and a snapshot was not asked for: both have no host to talk to. */
export function hostsOf(request: DataQueryRequest | undefined): Hosts {
  const shared = Boolean(config.publicDashboardAccessToken);
  const targets = shared ? [] : (request?.targets ?? []).filter(({ hide }) => !hide);
  const known = targets.map(({ refId, datasource, queryType }) => ({ refId, queryType: queryType ?? null, uid: hostOf(datasource, request?.scopedVars) }));
  const uids = [...new Set(known.flatMap(({ uid }) => uid ?? []))];
  const ofRefId = (refId: string | undefined) => known.find((target) => target.refId === refId);
  const single = <T>(values: T[]): T | null => (values.length === 1 ? (values[0] ?? null) : null);
  return {
    uids,
    // A transformation that joins frames makes up a refId: where all are of one host, so is what it made.
    of: (refId) => ofRefId(refId)?.uid ?? (ofRefId(refId) ? null : single(known.every(({ uid }) => uid !== null) ? uids : [])),
    queryType: (refId) => ofRefId(refId)?.queryType ?? single([...new Set(known.map(({ queryType }) => queryType))]),
  };
}

/** A reference may be a variable. */
function hostOf(datasource: DataSourceRef | null | undefined, scopedVars: ScopedVars | undefined): string | null {
  const settings = getDataSourceSrv().getInstanceSettings(datasource, scopedVars);
  return settings?.type === DATA_SOURCE_TYPE ? (settings.rawRef?.uid ?? settings.uid) : null;
}

export function hostName(uid: string): string {
  return getDataSourceSrv().getInstanceSettings(uid)?.name ?? uid;
}
