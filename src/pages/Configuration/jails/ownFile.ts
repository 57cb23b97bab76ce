import type { ConfigJailSummary } from '../../../../pkg/contract/configReading';

/** Where the sidecar writes what is changed of a jail; read after all other files. */
export function ownFileOf(jail: string): string {
  return `jail.d/zz-bangui-${jail}.local`;
}

/** Where it writes what is changed for all jails; a jail's own section comes before it. */
export const DEFAULTS_FILE = 'jail.d/zz-bangui.local';

/** True for a jail that only files of the sidecar know. */
export function isOwn({ files }: Pick<ConfigJailSummary, 'files'>): boolean {
  return files.length > 0 && files.every((file) => file.startsWith('jail.d/zz-bangui-'));
}
