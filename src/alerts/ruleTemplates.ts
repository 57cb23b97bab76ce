import type { Check, QueryInput } from '../../pkg/contract/queries';

/** What Grafana makes of a rule whose query failed or gave nothing. */
export type UnknownState = 'Alerting' | 'KeepLast' | 'OK';
/** Where an alert leads: to all of the host, to the jail it is about, or to that jail's history. */
export type RulePage = 'overview' | 'jail' | 'history';

export type RuleId = 'unreachable' | Check;

export interface RuleTemplate {
  /** Part of the rule's uid: never to be changed. */
  id: RuleId;
  title: string;
  /** As Grafana's templates are written. A check gives the labels `jail` or `subject`, `problem` and `evidence`. */
  summary: string;
  description: string;
  severity: 'critical' | 'warning';
  query: QueryInput;
  /** Fires when the query's number is below or above the value. */
  threshold: { type: 'lt' | 'gt'; value: number };
  forSeconds: number;
  noDataState: UnknownState;
  execErrState: UnknownState;
  page: RulePage;
}

type CheckTemplate = Pick<RuleTemplate, 'title' | 'summary' | 'description' | 'severity' | 'forSeconds' | 'page'>;

/** A check answers with a row a subject, 1 where something is wrong. */
function checkRule(check: Check, { description, ...rest }: CheckTemplate): RuleTemplate {
  return {
    id: check,
    ...rest,
    description: `${description}{{ with $labels.evidence }} What was seen: {{ . }}{{ end }}`,
    query: { queryType: 'check', check },
    threshold: { type: 'gt', value: 0 },
    noDataState: 'KeepLast',
    execErrState: 'KeepLast',
  };
}

/**
 * Each rule stands for one cause. While the sidecar is away nobody knows how fail2ban is: the rules keep their last state
 * then, and `unreachable`, whose own condition can never hold, alone turns the failed query into its alert.
 */
export const RULE_TEMPLATES: readonly RuleTemplate[] = [
  checkRule('down', {
    title: 'fail2ban is down',
    summary: 'fail2ban does not run: attackers are no longer banned.',
    description:
      'On the server: "systemctl status fail2ban" and "journalctl -u fail2ban" tell why it ended, ' +
      '"fail2ban-client -t" finds errors in its configuration, "systemctl restart fail2ban" starts it anew.',
    severity: 'critical',
    forSeconds: 60,
    page: 'overview',
  }),
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
    page: 'overview',
  },
  // The check itself has waited for three minutes.
  checkRule('stuck', {
    title: 'fail2ban is stuck',
    summary: 'fail2ban lives, but one command has kept it busy for more than three minutes: meanwhile it answers nobody, and bans wait.',
    description:
      'Nearly always an action hangs: a firewall tool that waits for a lock, a mail server or a web service that does not answer. On the server: ' +
      '"ps -o pid,etime,args --ppid $(pgrep -o -f fail2ban-server)" shows the program that it waits for; end that one. "systemctl restart fail2ban" helps for the moment; ' +
      'then give the action a shorter timeout, or take it out of the jail.',
    severity: 'critical',
    forSeconds: 0,
    page: 'overview',
  }),
  // Longer than a restart of fail2ban takes, which leaves its jails away for a while.
  checkRule('jail_vanished', {
    title: 'A jail has vanished',
    summary: 'The jail {{ $labels.jail }} is enabled or ran before, and does not run: what it watched is open to attackers.',
    description:
      'Its page tells whether it was stopped or could not be started; an Admin starts it there. On the server: "fail2ban-client -t" finds errors in the configuration, ' +
      'and fail2ban\'s log has the reason at the time of the last start or reload. A jail that is to stay away is disabled by "enabled = false".',
    severity: 'critical',
    forSeconds: 180,
    page: 'jail',
  }),
  // A log that is being rotated is gone for a moment.
  checkRule('jail_blind', {
    title: 'A jail has gone blind',
    summary: 'The jail {{ $labels.jail }} runs but no longer sees what it should: it bans nobody whatever happens.',
    description:
      'See whether the log or journal that it watches is still the one that the service writes to, may be read by fail2ban, and was not replaced by a rotation; and whether the service ' +
      'writes its lines in another form since an update. "fail2ban-regex <log> <filter>" shows what the filter recognises; stopping and starting the jail makes it open its log again.',
    severity: 'critical',
    forSeconds: 300,
    page: 'jail',
  }),
  checkRule('not_enforced', {
    title: 'Bans are not enforced',
    summary: 'The jail {{ $labels.jail }} bans on paper: its bans do not reach the firewall.',
    description:
      'Addresses that fail2ban calls banned can still connect. fail2ban\'s log names the command that failed, and what it answered: a missing program, a chain or set that something else removed, ' +
      'such as a restart of the firewall. Stopping and starting the jail sets its action up anew and bans again who is banned.',
    severity: 'critical',
    forSeconds: 120,
    page: 'jail',
  }),
  checkRule('ban_surge', {
    title: 'Many more bans than usual',
    summary: '{{ with $labels.jail }}The jail {{ . }} bans{{ else }}fail2ban bans{{ end }} far more addresses than at this hour of the past weeks.',
    description:
      'An attack from many addresses, or a filter that takes honest visitors for attackers. Look in the history at who is banned, from where, and at the lines that led to it: attackers are banned already; ' +
      'where they are your own people, unban them and correct the filter or the ignore list.',
    severity: 'warning',
    forSeconds: 60,
    page: 'history',
  }),
  // A restart of fail2ban lifts all bans, and brings them back.
  checkRule('mass_unban', {
    title: 'Many bans were lifted at once',
    summary: 'Many bans {{ with $labels.jail }}of the jail {{ . }} {{ end }}were lifted before their time was over.',
    description:
      'A jail that was stopped, a reload with an error, "unban --all", or a database that was lost. Look in the history at how they ended, and in the log of the sidecar or of fail2ban at who did it. ' +
      'Nobody bans these addresses again before they attack again.',
    severity: 'warning',
    forSeconds: 120,
    page: 'history',
  }),
  checkRule('archive', {
    title: 'The archive is in trouble',
    summary: 'The archive of the sidecar cannot be written, or its disk is nearly full: history gets lost, bans go on.',
    description:
      'On the server: "df -h" and "ls -la" of the state directory (BANGUI_STATE_DIR) tell whether there is room and whether the sidecar may write; "journalctl -u bangui" names the error. ' +
      'Shorter times in BANGUI_KEEP_BANS_DAYS make the archive smaller.',
    severity: 'warning',
    forSeconds: 300,
    page: 'overview',
  }),
  checkRule('half_blind', {
    title: 'BanGUI sees only half',
    summary: 'fail2ban tells too little of what it does: history, live events and some of these alerts are incomplete.',
    description:
      'BanGUI needs the log of fail2ban at level INFO or NOTICE ("fail2ban-client set loglevel INFO", and "loglevel" in fail2ban.local) in a file that the sidecar can read, and its database ' +
      '("dbfile" in fail2ban.local). It also needs leave to open the socket of fail2ban: without that nothing is known but that somebody made the socket. ' +
      'Where it is to look for bans in the firewall, it must be allowed to list that. fail2ban itself works without.',
    severity: 'warning',
    forSeconds: 300,
    page: 'overview',
  }),
  checkRule('recovery', {
    title: 'Activation crash pending',
    summary: 'fail2ban went down within a minute after the jail {{ $labels.subject }} was activated: as long as this is in its configuration it may do so again.',
    description:
      'An Admin takes the activation back in BanGUI, which restores the configuration of before and restarts fail2ban, or dismisses this when the cause was another one. On the server: ' +
      '"journalctl -u fail2ban" and the end of fail2ban\'s log tell why it ended; "enabled = false" in the section of the jail keeps it away at the next start.',
    severity: 'critical',
    forSeconds: 0,
    page: 'overview',
  }),
];
