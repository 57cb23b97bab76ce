import type { LifeEvent } from '../../domain/archivedBan';

/** By life.what. */
export const LIFE: ReadonlyArray<LifeEvent | null> = [null, 'server_started', 'server_stopped', 'jail_started', 'jail_stopped', 'jail_reloaded'];
