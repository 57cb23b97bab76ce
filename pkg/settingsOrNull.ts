import type { Logger } from './services/ports/logger';
import { readSettings } from './settings/settings';
import { SettingsError } from './settings/SettingsError';

/** The settings; null after a record that names the variable which cannot be used. */
export function settingsOrNull(env: NodeJS.ProcessEnv, logger: Logger): ReturnType<typeof readSettings> | null {
  try {
    return readSettings(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) {
      throw error;
    }
    logger.error('settings_invalid', { variable: error.variable, problem: error.problem });
    return null;
  }
}
