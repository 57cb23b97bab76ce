import { t } from '@grafana/i18n';
import { Button, Stack, Text } from '@grafana/ui';
import type { HostRule } from '../../alerts/rulesOfHost';
import type { RuleState } from '../../api/alertRules';
import type { Column } from '../../components/DataTable';
import type { useToggles } from '../../components/useToggles';
import { DifferenceList } from './DifferenceList';
import type { RuleActionsProps } from './RuleActions';
import { RuleActions } from './RuleActions';
import { RuleBadges } from './RuleBadges';
import { RuleStateBadge } from './RuleStateBadge';
import { ruleWords } from './ruleWords';

interface RuleColumnsOptions extends Omit<RuleActionsProps, 'rule'> {
  states: ReadonlyMap<string, RuleState>;
  details: ReturnType<typeof useToggles>;
  indexOf(rule: HostRule): number;
}

export function ruleColumns({ states, details, indexOf, ...actions }: RuleColumnsOptions): Array<Column<HostRule>> {
  return [
    {
      id: 'rule',
      header: t('alerts.rule', 'Rule'),
      narrow: 'line',
      wrap: true,
      cell: (rule) => (
        <Stack direction="column" gap={0.5}>
          <Text weight="medium">{rule.template.title}</Text>
          <Text color="secondary" variant="bodySmall">
            {ruleWords(rule.template.id)}
          </Text>
          <DifferenceList rule={rule} />
        </Stack>
      ),
    },
    { id: 'exists', header: t('alerts.exists', 'In Grafana'), narrow: 'bare', cell: (rule) => <RuleBadges rule={rule} /> },
    { id: 'state', header: t('alerts.now', 'Now'), narrow: 'bare', cell: ({ stored }) => stored && <RuleStateBadge stored={stored} state={states.get(stored.uid)} /> },
    {
      id: 'detail',
      header: '',
      narrow: 'bare',
      cell: (rule) => {
        const index = indexOf(rule);
        return (
          <Button
            size="sm"
            fill="text"
            variant="secondary"
            icon={details.isOpen(index) ? 'angle-down' : 'angle-right'}
            aria-expanded={details.isOpen(index)}
            aria-label={t('alerts.show-query', 'Query of {{title}}', { title: rule.template.title })}
            onClick={() => details.toggle(index)}
          >
            {t('alerts.query', 'Query')}
          </Button>
        );
      },
    },
    { id: 'buttons', header: '', align: 'right', cell: (rule) => <RuleActions rule={rule} {...actions} /> },
  ];
}
