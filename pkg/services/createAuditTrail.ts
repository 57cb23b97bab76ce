import type { Principal } from '../domain/principal';
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
  /** The log line is written all the same. */
  onFailure: (error: unknown) => void;
}

export type AuditTrail = ReturnType<typeof createAuditTrail>;

/** Who changed or tried to change what, from where, with which result: a line of the log and a row of the archive each. */
export function createAuditTrail({ archive, clock, logger, host, onFailure }: AuditTrailDeps) {
  return {
    record({ principal, action, result, fields }: AuditRecord): void {
      const { login, role, orgId, via } = principal;
      const { request, ...rest } = summarize(fields) as Record<string, unknown>;
      logger.info('audit', { action, result, actor: login, role, org: orgId, via, host, request, ...rest });
      const row = { at: epochSeconds(clock), actor: login, org: orgId, role, host, action, result };
      archive.recordAudit({ ...row, request: JSON.stringify(request ?? null), reply: JSON.stringify(rest) }).catch(onFailure);
    },
  };
}
