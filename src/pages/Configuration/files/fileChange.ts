import type { ConfigChange } from '../../../../pkg/contract/configChanges';

/** A file as a person wrote it; null takes it away. */
export function fileChange(path: string, text: string | null): ConfigChange {
  return { kind: 'edit_file', path, text };
}
