import { EX_CONFIG, EX_USAGE } from './exitCodes';
import { missingPart } from './grafana/socket/missingPart';
import { systemClock } from './host/systemClock';
import type { Logger } from './services/ports/logger';
import { settingsOrNull } from './settingsOrNull';
import { SIDECAR_VERSION } from './version';
import { isProcessAlive, mainPidOf, waitForSidecar } from './waitForSidecar';

const KNOWN = ['--version', '--check', '--wait'];

/** What is asked for in place of running, answered as log records like everything else. Resolves with the exit code; null when nothing is asked. */
export async function answerArguments(args: readonly string[], env: NodeJS.ProcessEnv, logger: Logger): Promise<number | null> {
  if (args.length === 0) {
    return null;
  }
  const odd = args.find((arg) => !KNOWN.includes(arg)) ?? args[1];
  if (odd !== undefined) {
    logger.error('unknown_argument', { argument: odd, remedy: `Give nothing, or one of ${KNOWN.join(', ')}.` });
    return EX_USAGE;
  }
  if (args[0] === '--version') {
    return tellVersion(logger);
  }
  return args[0] === '--wait' ? waitForStart(env, logger) : checkSettings(env, logger);
}

function tellVersion(logger: Logger): number {
  logger.info('version', { version: SIDECAR_VERSION });
  return 0;
}

function checkSettings(env: NodeJS.ProcessEnv, logger: Logger): number {
  const read = settingsOrNull(env, logger);
  if (read === null) {
    return EX_CONFIG;
  }
  warnOfUnknown(read.unknown, logger);
  logger.info('settings_valid');
  return 0;
}

async function waitForStart(env: NodeJS.ProcessEnv, logger: Logger): Promise<number> {
  const read = settingsOrNull(env, logger);
  if (read === null) {
    return EX_CONFIG;
  }
  const { pluginSocket } = read.settings;
  return waitForSidecar({ missing: () => missingPart(pluginSocket), mainPid: mainPidOf(env.MAINPID), isAlive: isProcessAlive, clock: systemClock, logger });
}

/** Variables that mean nothing are mostly typing errors. */
export function warnOfUnknown(variables: readonly string[], logger: Logger): void {
  for (const variable of variables) {
    logger.warn('settings_unknown_variable', { variable });
  }
}
