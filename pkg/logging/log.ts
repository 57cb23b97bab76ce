import pino from 'pino';
import type { DestinationStream } from 'pino';
import type { Logger } from '../services/ports/logger';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Field names whose values never reach the log, at the top and one level down. */
const SECRET = ['token', 'tokens', 'authorization', 'password', 'secret'];

/**
 * One JSON object a line: `event`, `level` as a word, `timestamp` in ISO 8601 UTC, then the fields.
 * Writes are synchronous, so that the last line before an exit is written too.
 */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination({ fd: 1, sync: true })): Logger {
  const log = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
      redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    },
    destination
  );
  return {
    debug: (event, fields = {}) => log.debug(fields, event),
    info: (event, fields = {}) => log.info(fields, event),
    warn: (event, fields = {}) => log.warn(fields, event),
    error: (event, fields = {}) => log.error(fields, event),
  };
}
