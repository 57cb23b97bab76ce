import type { Principal } from '../domain/principal';
import type { LateWrites } from './createLateWrites';
import type { ArchivePort } from './ports/archivePort';
import type { Clock } from './ports/clock';
import { epochSeconds } from './ports/clock';
import type { Logger } from './ports/logger';
import { summarize } from './summarize';

export interface AuditRecord {
  principal: Principal;
  /** What was asked for: "ban", "unban" … */
  action: string;
  result: 'done' | 'failed' | 'refused' | 'running';
  fields: Record<string, unknown>;
}

interface AuditTrailDeps {
  archive: Pick<ArchivePort, 'recordAudit'>;
  clock: Clock;
  logger: Logger;
  host: string;
  late: LateWrites;
}

export type AuditTrail = ReturnType<typeof createAuditTrail>;

/** Who changed or tried to change what, from where, with which result: a line of the log and a row of the archive each. */
export function createAuditTrail({ archive, late, clock, logger, host }: AuditTrailDeps) {
  return {
    record({ principal, action, result, fields }: AuditRecord): void {
      const { login, role, orgId, via } = principal;
      const { request, ...rest } = summarize(fields) as Record<string, unknown>;
      logger.info('audit', { action, result, actor: login, role, org: orgId, via, host, request, ...rest });
      const row = { at: epochSeconds(clock), actor: login, org: orgId, role, host, action, result };
      void late.write(() => archive.recordAudit({ ...row, request: JSON.stringify(request ?? null), reply: JSON.stringify(rest) }));
    },
  };
}
