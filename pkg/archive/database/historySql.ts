import type { HistoryFilter } from '../../services/ports/archivePort';
import { touching } from '../addressRange';

/** Rows by address: the planner would rather walk the whole time range. Networks that reach into the range lie before it. */
export const TOUCHED_BANS = `(
  SELECT id, jail_id, start FROM bans INDEXED BY bans_identity WHERE address_key BETWEEN @low AND @high
  UNION ALL
  SELECT id, jail_id, start FROM bans INDEXED BY bans_identity WHERE address_key IN (SELECT unhex(value) FROM json_each(@covering))
)`;

export function addressParameters(addresses: NonNullable<HistoryFilter['addresses']>): { low: Buffer; high: Buffer; covering: string } {
  const { low, high, covering } = touching(addresses);
  return { low: Buffer.from(low, 'hex'), high: Buffer.from(high, 'hex'), covering: JSON.stringify(covering) };
}
