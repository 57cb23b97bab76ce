import type { DataQuery } from '@grafana/data';
import { useMemo } from 'react';
import type { Limit } from '../../../pkg/contract/surroundings';
import type { JailRow } from '../../components/jails/jailRows';
import { jailRows } from '../../components/jails/jailRows';
import type { Hosts } from '../hostsOf';
import { useJailsByHost, useLimitsByHost } from '../useHostKnowledge';
import type { JailsOptions } from './JailsOptions';
import type { JailFrameRow } from './readJails';
import { stoppedRows } from './readJails';
import { wantedJails } from './wantedJails';

interface JailStatesInput {
  hosts: Hosts;
  rows: readonly JailFrameRow[];
  options: JailsOptions;
  mayAct: boolean;
  queries: readonly DataQuery[];
  fillIn(text: string): string;
}

interface JailStates {
  /** Jails of no query. */
  stopped: readonly JailFrameRow[];
  /** The state of a jail; undefined while or where it is not known. */
  jailOf(row: JailFrameRow): JailRow | undefined;
  limitsOf(uid: string): readonly Limit[];
}

/** What the hosts tell beyond the frames. Nothing is asked that the options do not need. */
export function useJailStates({ hosts, rows, options, mayAct, queries, fillIn }: JailStatesInput): JailStates {
  const jails = useJailsByHost(options.showState || options.showStopped || mayAct ? hosts.uids : []);
  const limits = useLimitsByHost(mayAct ? hosts.uids : []);
  const known = useMemo(() => new Map([...jails].map(([uid, list]) => [uid, new Map(jailRows(list).map((row) => [row.name, row]))])), [jails]);
  const stopped = [...jails].flatMap(([uid, list]) => {
    const wanted = wantedJails(
      queries.filter(({ refId, hide }) => !hide && hosts.of(refId) === uid),
      fillIn
    );
    return options.showStopped && wanted !== undefined ? stoppedRows(uid, list, rows, wanted) : [];
  });
  return {
    stopped,
    jailOf: ({ uid, jail }) => (uid === null ? undefined : known.get(uid)?.get(jail)),
    limitsOf: (uid) => limits.get(uid) ?? [],
  };
}
