import type { QueryInput } from '../../pkg/contract/queries';

/** What Grafana makes of a rule whose query failed or gave nothing. */
type UnknownState = 'Alerting' | 'KeepLast' | 'OK';

export interface RuleTemplate {
  /** Part of the rule's uid: never to be changed. */
  id: string;
  title: string;
  summary: string;
  description: string;
  severity: 'critical' | 'warning';
  query: QueryInput;
  /** Fires when the query's number is below or above the value. */
  threshold: { type: 'lt' | 'gt'; value: number };
  forSeconds: number;
  noDataState: UnknownState;
  execErrState: UnknownState;
}

/**
 * Each rule stands for one cause. While the sidecar is away nobody knows how fail2ban is: the first rule keeps its last
 * state then, and the second one, whose own condition can never hold, turns the failed query into its alert.
 */
export const RULE_TEMPLATES: readonly RuleTemplate[] = [
  {
    id: 'down',
    title: 'fail2ban is down',
    summary: 'fail2ban does not run, or has not answered for minutes: attackers are no longer banned.',
    description:
      'Look at the Overview page for the reason. On the server: "systemctl status fail2ban" and "journalctl -u fail2ban" tell why it ended, ' +
      '"fail2ban-client -t" finds errors in its configuration, "systemctl restart fail2ban" starts it anew.',
    severity: 'critical',
    query: { queryType: 'status', field: 'up' },
    threshold: { type: 'lt', value: 1 },
    forSeconds: 60,
    noDataState: 'KeepLast',
    execErrState: 'KeepLast',
  },
  {
    id: 'unreachable',
    title: 'BanGUI sidecar is unreachable',
    summary: 'Grafana cannot ask the BanGUI sidecar: whether fail2ban runs is unknown.',
    description:
      'fail2ban itself goes on without the sidecar. The condition of this rule is never true: only a failed query or one without data fires it. On the server: ' +
      '"systemctl status bangui" and "journalctl -u bangui" tell whether the sidecar runs; check that its plugin socket exists, that Grafana may open it, and that ' +
      'the data source holds the sidecar\'s token. What failed at Grafana stands in Grafana\'s own log, under the name of the plugin.',
    severity: 'warning',
    query: { queryType: 'status', field: 'answering' },
    threshold: { type: 'gt', value: 1 },
    forSeconds: 120,
    noDataState: 'Alerting',
    execErrState: 'Alerting',
  },
];
