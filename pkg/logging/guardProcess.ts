import type { Logger } from '../services/ports/logger';

/**
 * Turns what Node itself would print as plain text into log records: warnings, and errors that nobody caught.
 * Node's own printer is a listener like any other and is taken off. Returns the way back.
 */
export function guardProcess(log: Logger, exit: (code: number) => void = (code) => process.exit(code)): () => void {
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');

  const onWarning = (warning: Error & { code?: string }) =>
    log.warn('node_warning', { name: warning.name, code: warning.code, detail: warning.message });
  const onError = (error: unknown) => {
    log.error('uncaught_exception', { error });
    exit(1);
  };

  process.on('warning', onWarning);
  process.on('uncaughtException', onError);
  process.on('unhandledRejection', onError);
  return () => {
    process.off('warning', onWarning);
    process.off('uncaughtException', onError);
    process.off('unhandledRejection', onError);
    for (const printer of printers) {
      process.on('warning', printer);
    }
  };
}
