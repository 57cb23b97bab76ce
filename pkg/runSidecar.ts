import { answerArguments, warnOfUnknown } from './answerArguments';
import { AlreadyRunning } from './archive/instanceLock';
import { EX_CONFIG } from './exitCodes';
import { openLog } from './logging/openLog';
import { startSidecar } from './main';
import type { Logger } from './services/ports/logger';
import { naming } from './settings/naming';
import { SettingsError } from './settings/SettingsError';
import { settingsOrNull } from './settingsOrNull';

const STOP_LIMIT_MS = 25_000;

/** Runs the sidecar until a signal ends it; a second signal ends it at once. With arguments it answers those and ends. */
export async function runSidecar(firstLog: Logger, args: readonly string[]): Promise<void> {
  const answered = await answerArguments(args, process.env, firstLog);
  if (answered !== null) {
    process.exit(answered);
  }
  const { settings, unknown } = settingsOrNull(process.env, firstLog) ?? process.exit(EX_CONFIG);
  try {
    const { logger, reopen } = await naming('BANGUI_LOG_FILE', () => openLog(settings.logLevel, settings.logFile));
    process.on('SIGHUP', reopen);
    warnOfUnknown(unknown, logger);
    const sidecar = await startSidecar(settings, logger);
    stopOnSignal(logger, sidecar.stop);
  } catch (error) {
    reportFailedStart(firstLog, error);
    process.exit(1);
  }
}

function reportFailedStart(logger: Logger, error: unknown): void {
  if (error instanceof AlreadyRunning) {
    logger.error('sidecar_already_running', { detail: error.message });
  } else if (error instanceof SettingsError) {
    logger.error('settings_unusable', { variable: error.variable, problem: error.problem });
  } else {
    logger.error('sidecar_start_failed', { error });
  }
}

function stopOnSignal(logger: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) {
      logger.warn('sidecar_killed', { signal });
      process.exit(1);
    }
    stopping = true;
    logger.info('sidecar_stopping', { signal });
    const limit = setTimeout(() => {
      logger.error('sidecar_stop_overdue', { limit_ms: STOP_LIMIT_MS });
      process.exit(1);
    }, STOP_LIMIT_MS);
    stop().then(
      () => {
        clearTimeout(limit);
        process.exit(0);
      },
      (error: unknown) => {
        logger.error('sidecar_stop_failed', { error });
        process.exit(1);
      }
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
