import { SettingsError } from './SettingsError';

/** Runs what a setting asks for; when the system refuses (no such directory, address in use …) the error names the setting. */
export async function naming<T>(variable: string, task: () => T | Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) {
      throw new SettingsError(variable, error.message);
    }
    throw error;
  }
}
