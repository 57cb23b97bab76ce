import type { Principal } from '../domain/principal';
import type { Logger } from './ports/logger';
import { summarize } from './summarize';

export interface AuditRecord {
  principal: Principal;
  /** What was asked for: "ban", "unban" … */
  action: string;
  result: 'done' | 'failed' | 'refused' | 'running';
  fields: Record<string, unknown>;
}

export type AuditTrail = ReturnType<typeof createAuditTrail>;

/** Who changed or tried to change what, from where, with which result: one record each. */
export function createAuditTrail({ logger, host }: { logger: Logger; host: string }) {
  return {
    record({ principal, action, result, fields }: AuditRecord): void {
      const { login, role, orgId, via } = principal;
      logger.info('audit', { action, result, actor: login, role, org: orgId, via, host, ...(summarize(fields) as Record<string, unknown>) });
    },
  };
}
