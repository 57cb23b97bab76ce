import type { Jail } from '../domain/jail';
import type { Status } from '../contract/status';
import type { SidecarFigures } from '../services/health/createSidecarFigures';

/** All that one scrape tells, read once. */
export interface Snapshot {
  status: Status;
  /** Null while fail2ban is not up: its last counters say nothing of now. */
  jails: readonly Jail[] | null;
  figures: SidecarFigures;
}
