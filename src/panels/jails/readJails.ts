import type { DataFrame } from '@grafana/data';
import type { JailListResponse } from '../../../pkg/contract/jailControl';
import type { Hosts } from '../hostsOf';
import { findField } from '../table/frameColumns';
import type { FrameRow } from '../table/FrameRow';
import { textOf } from '../table/FrameRow';

export interface JailFrameRow extends FrameRow {
  jail: string;
}

export interface JailFrames {
  /** Those that tell of jails. */
  frames: DataFrame[];
  rows: JailFrameRow[];
}

/** Whatever has a field of jails, unless it is known to be the answer to another query. */
export function readJails(series: readonly DataFrame[], hosts: Hosts, jailField: string | undefined): JailFrames {
  const frames: DataFrame[] = [];
  const rows: JailFrameRow[] = [];
  for (const frame of series) {
    const field = findField(frame, 'jail', 'Jail', jailField);
    if (field && (hosts.queryType(frame.refId) ?? 'jails') === 'jails') {
      const uid = hosts.of(frame.refId);
      frames.push(frame);
      for (let index = 0; index < frame.length; index += 1) {
        rows.push({ frame, index, uid, jail: textOf(field, index) });
      }
    }
  }
  return { frames, rows };
}

/** The jails of a host that are enabled and do not run, which no query tells of; `wanted` null: all. */
export function stoppedRows(uid: string, { states }: JailListResponse, rows: readonly JailFrameRow[], wanted: readonly string[] | null): JailFrameRow[] {
  const told = new Set(rows.filter((row) => row.uid === uid).map(({ jail }) => jail));
  return states
    .filter(({ name, state }) => state === 'configured_not_running' && !told.has(name) && (wanted?.includes(name) ?? true))
    .map(({ name }) => ({ frame: null, index: -1, uid, jail: name }));
}
