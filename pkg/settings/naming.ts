import { SettingsError } from './SettingsError';

/** Runs what a setting asks for; when the system refuses (no such directory, address in use …) the error names the setting. */
export async function naming<T>(variable: string, task: () => T | Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof Error && saysTheSystem(error)) {
      throw new SettingsError(variable, error.message);
    }
    throw error;
  }
}

/** By a code of the system or of SQLite; gRPC tells of an address that it cannot bind in words alone. */
function saysTheSystem(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^(E[A-Z]+|SQLITE_[A-Z_]+)$/.test(code) || /EADDRINUSE|EACCES|No address added|is no socket/.test(error.message);
}
