import type { Logger } from '../../pkg/services/ports/logger';

/** Keeps what is logged. */
export function createRecordingLogger() {
  const records: Array<{ level: string; event: string; fields: Record<string, unknown> }> = [];
  const at = (level: string) => (event: string, fields: Record<string, unknown> = {}) => void records.push({ level, event, fields });
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { logger, records, events: () => records.map(({ event }) => event) };
}
