import { t } from '@grafana/i18n';
import { Stack } from '@grafana/ui';
import type { StoredRule } from '../../alerts/alertRule';
import type { HostRule } from '../../alerts/rulesOfHost';
import type { RuleRights } from '../../api/ruleRights';
import { RuleButton } from './RuleButton';
import type { ChosenRule } from './RuleDialog';

export interface RuleActionsProps {
  rule: HostRule;
  rights: RuleRights;
  busy: boolean;
  noFolder: boolean;
  onCreate(rule: HostRule): void;
  onPause(rule: StoredRule, on: boolean): void;
  onChoose(chosen: ChosenRule): void;
}

/** What can be done with a rule; nothing with one that only its file may change. */
export function RuleActions({ rule, rights, busy, noFolder, onCreate, onPause, onChoose }: RuleActionsProps) {
  const { template, stored, locked, differences } = rule;
  const button = { size: 'sm', variant: 'secondary', disabled: busy } as const;
  const title = template.title;
  if (stored === null) {
    return (
      <RuleButton {...button} icon="plus" allowed={rights.create} noFolder={noFolder} aria-label={t('alerts.create-one', 'Create the rule {{title}}', { title })} onClick={() => onCreate(rule)}>
        {t('alerts.create', 'Create')}
      </RuleButton>
    );
  }
  if (locked) {
    return null;
  }
  return (
    <Stack direction="row" gap={1} wrap="wrap" justifyContent="flex-end">
      {differences.length > 0 && (
        <RuleButton {...button} icon="sync" allowed={rights.change} aria-label={t('alerts.update-one', 'Update the rule {{title}}', { title })} onClick={() => onChoose({ act: 'update', rule, stored })}>
          {t('alerts.update', 'Update')}
        </RuleButton>
      )}
      {stored.isPaused ? (
        <RuleButton {...button} icon="play" allowed={rights.change} aria-label={t('alerts.resume-one', 'Resume the rule {{title}}', { title })} onClick={() => onPause(stored, false)}>
          {t('alerts.resume', 'Resume')}
        </RuleButton>
      ) : (
        <RuleButton {...button} icon="pause" allowed={rights.change} aria-label={t('alerts.pause-one', 'Pause the rule {{title}}', { title })} onClick={() => onPause(stored, true)}>
          {t('alerts.pause', 'Pause')}
        </RuleButton>
      )}
      <RuleButton {...button} icon="trash-alt" allowed={rights.remove} aria-label={t('alerts.remove-one', 'Remove the rule {{title}}', { title })} onClick={() => onChoose({ act: 'remove', rule, stored })}>
        {t('alerts.remove', 'Remove')}
      </RuleButton>
    </Stack>
  );
}
