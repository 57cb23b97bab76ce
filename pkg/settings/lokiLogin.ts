import { readFileSync } from 'node:fs';
import type { Settings } from './settings';
import { SettingsError } from './SettingsError';

/** User and password for Loki, the password from its file; null without a user. Throws SettingsError when one is there without the other. */
export function lokiLogin({ user, passwordFile }: NonNullable<Settings['loki']>): { user: string; password: string } | null {
  if (user === null && passwordFile === null) {
    return null;
  }
  if (user === null) {
    throw new SettingsError('BANGUI_LOKI_USER', 'must be set with BANGUI_LOKI_PASSWORD_FILE');
  }
  if (passwordFile === null) {
    throw new SettingsError('BANGUI_LOKI_PASSWORD_FILE', 'must be set with BANGUI_LOKI_USER');
  }
  const password = readFileSync(passwordFile, 'utf8').replace(/\r?\n$/, '');
  if (password === '') {
    throw new SettingsError('BANGUI_LOKI_PASSWORD_FILE', 'names an empty file');
  }
  return { user, password };
}
