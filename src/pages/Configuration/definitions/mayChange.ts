import type { DefinitionKind } from '../../../api/configEndpoints';
import type { Standing } from '../standing';

/** Whether a person may change filters or actions of this host; actions are what fail2ban runs as root. */
export function mayChange(kind: DefinitionKind, { access, rights }: Standing): boolean {
  return access?.writes === true && rights.can('configure') && (kind === 'filter' || access.commands);
}
