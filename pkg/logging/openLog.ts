import pino from 'pino';
import type { Logger } from '../services/ports/logger';
import type { LogLevel } from './log';
import { createLog } from './log';

export interface OpenLog {
  logger: Logger;
  /** After a rotation: goes on in a new file of the same name. */
  reopen(): void;
}

/** The log on stdout, and in a file too when one is named. The file is opened here once; throws when that is impossible. */
export function openLog(level: LogLevel, file: string | null): OpenLog {
  if (file === null) {
    return { logger: createLog(level), reopen: () => {} };
  }
  const copy = pino.destination({ dest: file, sync: true, append: true });
  // A full disk must not end the sidecar: stdout still has it all.
  const reportOnce = (error: Error) => {
    copy.on('error', () => {});
    logger.error('log_file_failed', { file, detail: error.message });
  };
  copy.once('error', reportOnce);
  const both = pino.multistream([{ stream: pino.destination({ fd: 1, sync: true }), level: 'debug' }, { stream: copy, level: 'debug' }]);
  const logger = createLog(level, both);
  return { logger, reopen: () => copy.reopen() };
}
