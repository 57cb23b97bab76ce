import { t } from '@grafana/i18n';
import { ConfirmModal, Stack, Text } from '@grafana/ui';
import type { StoredRule } from '../../alerts/alertRule';
import type { HostRule } from '../../alerts/rulesOfHost';
import { updateRule } from '../../alerts/updateRule';
import { useRuleChange } from '../../api/useAlertRules';
import { FailureState } from '../../components/FailureState';
import { DifferenceList } from './DifferenceList';

/** What a person is about to do, and the rule as it was shown then. */
export interface ChosenRule {
  act: 'update' | 'remove';
  rule: HostRule;
  stored: StoredRule;
}

/** Updates or removes a rule after saying what that means; stays when it went wrong, with the reason. */
export function RuleDialog({ act, rule, stored, onClose }: ChosenRule & { onClose(): void }) {
  const { mutate, error, isPending } = useRuleChange();
  const changed = act === 'update' ? updateRule(stored, rule.wanted) : stored;
  const title = rule.template.title;
  return (
    <ConfirmModal
      isOpen
      icon={act === 'remove' ? 'trash-alt' : 'sync'}
      title={act === 'remove' ? t('rule-dialog.remove-title', 'Remove the rule “{{title}}”?', { title }) : t('rule-dialog.update-title', 'Update the rule “{{title}}”?', { title })}
      confirmText={act === 'remove' ? t('rule-dialog.remove', 'Remove') : t('rule-dialog.update', 'Update')}
      confirmButtonVariant={act === 'remove' ? 'destructive' : 'primary'}
      dismissText={t('rule-dialog.cancel', 'Cancel')}
      disabled={isPending}
      onConfirm={() => mutate({ kind: act, rule: changed }, { onSuccess: onClose })}
      onDismiss={onClose}
      body={
        <Stack direction="column" gap={1}>
          {error && <FailureState error={error} beside />}
          {act === 'update' && <DifferenceList rule={rule} />}
          <Text element="p">
            {act === 'remove'
              ? t('rule-dialog.remove-text', 'Grafana then no longer watches for it at this host. You can create it again from here; what you changed of it is lost.')
              : t('rule-dialog.update-text', 'This is overwritten. Labels and annotations that you added, the folder, the group and a pause stay.')}
          </Text>
        </Stack>
      }
    />
  );
}
