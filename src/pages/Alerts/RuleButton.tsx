import { t } from '@grafana/i18n';
import type { ButtonVariant, ComponentSize, IconName } from '@grafana/ui';
import { Button } from '@grafana/ui';

interface RuleButtonProps {
  /** Whether Grafana lets the person do it. */
  allowed: boolean;
  /** There is no folder for what would be created. */
  noFolder?: boolean;
  disabled?: boolean;
  icon: IconName;
  variant?: ButtonVariant;
  size?: ComponentSize;
  'aria-label'?: string;
  children: string;
  onClick(): void;
}

/** A button that says why it does nothing. */
export function RuleButton({ allowed, noFolder = false, disabled, ...props }: RuleButtonProps) {
  if (!allowed) {
    return <Button {...props} disabled tooltip={t('alerts.not-allowed', 'Your role may not do this with alert rules. In Grafana it takes Editor or Admin')} />;
  }
  if (noFolder) {
    return <Button {...props} disabled tooltip={t('alerts.no-folder', 'There is no folder that you may put rules into. Ask an Admin for one')} />;
  }
  return <Button {...props} disabled={disabled} />;
}
