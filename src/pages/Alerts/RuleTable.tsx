import { t } from '@grafana/i18n';
import type { HostRule } from '../../alerts/rulesOfHost';
import type { RuleState } from '../../api/alertRules';
import { DataTable } from '../../components/DataTable';
import { useToggles } from '../../components/useToggles';
import { testIds } from '../../testIds';
import type { RuleActionsProps } from './RuleActions';
import { RuleDetail } from './RuleDetail';
import { ruleColumns } from './ruleColumns';

export interface RuleTableProps extends Omit<RuleActionsProps, 'rule'> {
  rules: readonly HostRule[];
  states: ReadonlyMap<string, RuleState>;
}

export function RuleTable({ rules, ...options }: RuleTableProps) {
  const details = useToggles();
  return (
    <DataTable
      label={t('alerts.title', 'Alert rules')}
      columns={ruleColumns({ ...options, indexOf: (rule) => rules.indexOf(rule), details })}
      rows={rules}
      rowKey={({ wanted }) => wanted.uid}
      detail={(rule) => (details.isOpen(rules.indexOf(rule)) ? <RuleDetail rule={rule} /> : null)}
      data-testid={testIds.rulesTable}
    />
  );
}
