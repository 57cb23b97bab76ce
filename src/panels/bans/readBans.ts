import type { DataFrame } from '@grafana/data';
import type { Hosts } from '../hostsOf';
import { findField } from '../table/frameColumns';
import type { FrameRow } from '../table/FrameRow';
import { textOf } from '../table/FrameRow';
import type { BansOptions } from './BansOptions';

export interface BanFrameRow extends FrameRow {
  address: string;
  /** Empty where the data do not tell it. */
  jail: string;
  /** Whether the ban is known to be an active one. */
  active: boolean;
}

export interface BanFrames {
  /** Those that tell of addresses. */
  frames: DataFrame[];
  rows: BanFrameRow[];
}

export function readBans(series: readonly DataFrame[], hosts: Hosts, { addressField, jailField }: Pick<BansOptions, 'addressField' | 'jailField'>): BanFrames {
  const frames: DataFrame[] = [];
  const rows: BanFrameRow[] = [];
  for (const frame of series) {
    const addresses = findField(frame, 'address', 'Address', addressField);
    if (addresses) {
      const jails = findField(frame, 'jail', 'Jail', jailField);
      const uid = hosts.of(frame.refId);
      const active = hosts.queryType(frame.refId) === 'bans';
      frames.push(frame);
      for (let index = 0; index < frame.length; index += 1) {
        rows.push({ frame, index, uid, active, address: textOf(addresses, index), jail: textOf(jails, index) });
      }
    }
  }
  return { frames, rows };
}

/** The bans whose address or jail has this text in it. */
export function searchBans(rows: readonly BanFrameRow[], search: string): readonly BanFrameRow[] {
  const text = search.trim().toLowerCase();
  return text === '' ? rows : rows.filter(({ address, jail }) => address.toLowerCase().includes(text) || jail.toLowerCase().includes(text));
}
