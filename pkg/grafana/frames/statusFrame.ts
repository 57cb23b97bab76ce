import { STATUS_FIELDS, type StatusField } from '../../contract/queries';
import type { Status } from '../../contract/status';
import { count, named, seconds, STATE, yesNo } from './fieldConfig';
import type { FieldConfig, Frame, FrameField } from './frame';
import { statusNumber } from './statusNumber';

const NUMBER_CONFIG: Record<StatusField, FieldConfig> = {
  up: yesNo('fail2ban', 'up', 'down'),
  answering: yesNo('Sidecar', 'answering', 'silent'),
  busySeconds: seconds('Busy for'),
  jails: count('Jails'),
  currentlyBanned: count('Currently banned'),
  totalBanned: count('Banned since start'),
  currentlyFailed: count('Currently failed'),
  totalFailed: count('Failed since start'),
};

function numberField(status: Status, name: StatusField, now: number): FrameField {
  return { name, type: 'number', values: [statusNumber(status, name, now)], config: NUMBER_CONFIG[name] };
}

function textField(name: string, value: string | null, config: FieldConfig): FrameField {
  return { name, type: 'string', values: [value], config };
}

/** One row with everything. */
export function statusFrame(refId: string, status: Status, now: number): Frame {
  return {
    name: 'status',
    refId,
    meta: { preferredVisualisationType: 'table' },
    fields: [
      textField('state', status.state, STATE),
      ...STATUS_FIELDS.map((name) => numberField(status, name, now)),
      textField('reason', status.reason, named('Reason')),
      textField('message', status.message, named('Message')),
      { name: 'since', type: 'time', values: [status.since], config: named('Since') },
      { name: 'checkedAt', type: 'time', values: [status.checkedAt], config: named('Checked') },
      textField('version', status.version, named('fail2ban version')),
      textField('sidecarVersion', status.sidecarVersion, named('Sidecar version')),
      { name: 'asOf', type: 'time', values: [status.asOf], config: named('Counters of') },
    ],
  };
}

/** One number, in the shape that alert rules and stat panels take as it is. */
export function statusFieldFrame(refId: string, status: Status, field: StatusField, now: number): Frame {
  return {
    name: field,
    refId,
    meta: { type: 'numeric-wide', typeVersion: [0, 1] },
    fields: [numberField(status, field, now)],
  };
}
