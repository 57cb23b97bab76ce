import type { StatusField } from '../../contract/queries';
import type { Status } from '../../contract/status';
import { busySeconds } from '../../domain/busySeconds';

/** The number behind each field that can be asked for alone; null while it is not known. */
export function statusNumber(status: Status, field: StatusField, now: number): number | null {
  switch (field) {
    case 'up':
      return status.up;
    case 'answering':
      return 1;
    case 'busySeconds':
      return busySeconds(status, now);
    case 'jails':
    case 'currentlyBanned':
    case 'totalBanned':
    case 'currentlyFailed':
    case 'totalFailed':
      return status.totals?.[field] ?? null;
  }
}
