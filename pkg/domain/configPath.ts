import { invalidInput } from './errors';

const SHAPE = /^(?:(?:jail|filter|action|fail2ban)\.d\/)?[A-Za-z0-9][A-Za-z0-9_.-]{0,119}\.(?:conf|local)$/;

/** A path below fail2ban's configuration folder: at its top or in one of its four folders. */
export function isConfigPath(path: string): boolean {
  return SHAPE.test(path) && !path.includes('..');
}

export function assertConfigPath(path: string): void {
  if (!isConfigPath(path)) {
    throw invalidInput('path', 'The path must name a .conf or .local file of the configuration folder, or of its folder jail.d, filter.d, action.d or fail2ban.d.');
  }
}

export const OF_PACKAGE = 'Files that end in .conf belong to the package and are never changed. What a .local file of the same name says comes before them.';

/** What packages bring is replaced by their next version: only `.local` files are ever written. */
export function isWritablePath(path: string): boolean {
  return isConfigPath(path) && path.endsWith('.local');
}

export function assertWritablePath(path: string): void {
  assertConfigPath(path);
  if (!isWritablePath(path)) {
    throw invalidInput('path', OF_PACKAGE);
  }
}
