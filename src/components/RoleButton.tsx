import { t } from '@grafana/i18n';
import type { ButtonVariant, ComponentSize, IconName } from '@grafana/ui';
import { Button } from '@grafana/ui';
import type { Action } from '../../pkg/contract/roles';
import type { Rights } from '../api/useRights';

interface RoleButtonProps {
  rights: Rights;
  action: Action;
  icon: IconName;
  variant?: ButtonVariant;
  size?: ComponentSize;
  /** Why nobody can do it now. */
  obstacle?: string;
  children: string;
  onClick(): void;
}

/** A button that says which role it takes when the person's is too low. */
export function RoleButton({ rights, action, obstacle, ...props }: RoleButtonProps) {
  if (rights.can(action)) {
    return obstacle === undefined ? <Button {...props} /> : <Button {...props} disabled tooltip={obstacle} />;
  }
  const tooltip =
    rights.role === null
      ? t('role.unknown', 'Your role is not known yet')
      : t('role.too-low', 'This takes the role {{needed}}; yours is {{role}}', { needed: rights.needed(action), role: rights.role });
  return <Button {...props} disabled tooltip={tooltip} />;
}
