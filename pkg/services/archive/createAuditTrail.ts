import type { Principal } from '../../domain/principal';
import type { LateWrites } from './createLateWrites';
import type { ArchivePort } from '../ports/archivePort';
import type { Clock } from '../ports/clock';
import { epochSeconds } from '../ports/clock';
import type { Logger } from '../ports/logger';
import { summarize } from '../health/summarize';

export interface AuditRecord {
  principal: Principal;
  /** What was asked for: "ban", "unban" … */
  action: string;
  result: 'done' | 'failed' | 'refused' | 'running';
  fields: Record<string, unknown>;
}

interface AuditTrailDeps {
  archive: Pick<ArchivePort, 'recordAudit'>;
  /** Rows wait here while the archive takes none; the log lines are written all the same. */
  late: LateWrites;
  clock: Clock;
  logger: Logger;
  host: string;
}

export type AuditTrail = ReturnType<typeof createAuditTrail>;

/** Who changed or tried to change what, from where, with which result: a line of the log, cut where it is long, and a whole row of the archive each. */
export function createAuditTrail({ archive, late, clock, logger, host }: AuditTrailDeps) {
  return {
    record({ principal, action, result, fields }: AuditRecord): void {
      const { login, role, orgId, via } = principal;
      const { request, ...reply } = fields;
      logger.info('audit', { action, result, actor: login, role, org: orgId, via, host, ...(summarize({ request, ...reply }) as Record<string, unknown>) });
      const row = { at: epochSeconds(clock), actor: login, org: orgId, role, host, action, result, request: textOf(request), reply: textOf(reply) };
      void late.write(() => archive.recordAudit(row), row.request.length + row.reply.length);
    },
  };
}

function textOf(value: unknown): string {
  return JSON.stringify(value ?? null);
}
