import type { Principal } from '../domain/principal';
import type { ArchivePort, AuditEntry } from './ports/archivePort';
import type { Clock } from './ports/clock';
import { epochSeconds } from './ports/clock';
import type { Logger } from './ports/logger';
import { summarize } from './summarize';

/** Rows wait for the archive up to this many and this many characters, as one may be as long as a request. */
const KEPT = 1000;
const KEPT_CHARACTERS = 32_000_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

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
  /** Told once when the archive stops taking rows; they are kept, and the log lines are written all the same. */
  onFailure: (error: unknown) => void;
}

type Row = Omit<AuditEntry, 'id'>;

export type AuditTrail = ReturnType<typeof createAuditTrail>;

/** Who changed or tried to change what, from where, with which result: a line of the log and a row of the archive each. */
export function createAuditTrail({ archive, clock, logger, host, onFailure }: AuditTrailDeps) {
  const waiting: Row[] = [];
  let characters = 0;
  let writing: Promise<void> | null = null;
  let failing = false;
  let late = 0;
  let lost = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let cancelRetry = () => {};

  function keep(row: Row): void {
    if (waiting.length >= KEPT || characters + sizeOf(row) > KEPT_CHARACTERS) {
      lost++ === 0 && logger.error('audit_lost', { waiting: waiting.length, remedy: 'What follows is in this log only, until the archive can be written again.' });
      return;
    }
    waiting.push(row);
    characters += sizeOf(row);
  }

  async function writeAll(): Promise<void> {
    try {
      for (let row = waiting[0]; row !== undefined; row = waiting[0]) {
        await archive.recordAudit(row);
        waiting.shift();
        characters -= sizeOf(row);
        late += failing ? 1 : 0;
      }
    } catch (error) {
      failing || logger.error('audit_write_failed', { error, waiting: waiting.length });
      failing || onFailure(error);
      failing = true;
      cancelRetry = clock.after(pauseMs, write);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      return;
    }
    failing && logger.info('audit_written_late', { rows: late, lost });
    failing = false;
    late = 0;
    lost = 0;
    pauseMs = FIRST_PAUSE_MS;
  }

  /** One after the other, so that the rows stand in the order in which they came. */
  function write(): void {
    cancelRetry();
    writing ??= writeAll().finally(() => {
      writing = null;
      failing || waiting.length === 0 || write();
    });
  }

  return {
    record({ principal, action, result, fields }: AuditRecord): void {
      const { login, role, orgId, via } = principal;
      const { request, ...reply } = fields;
      logger.info('audit', { action, result, actor: login, role, org: orgId, via, host, ...(summarize({ request, ...reply }) as Record<string, unknown>) });
      keep({ at: epochSeconds(clock), actor: login, org: orgId, role, host, action, result, request: textOf(request), reply: textOf(reply) });
      write();
    },
    /** Tries once more to write what waits; resolves also when that is not possible. */
    async stop(): Promise<void> {
      await writing;
      write();
      await writing;
      cancelRetry();
      waiting.length > 0 && logger.error('audit_lost', { waiting: waiting.length, remedy: 'What waited is in this log only.' });
    },
  };
}

function sizeOf({ request, reply }: Row): number {
  return request.length + reply.length;
}

function textOf(value: unknown): string {
  return JSON.stringify(value ?? null);
}
