import { historyUrl, jailUrl, pageUrl } from '../routing';
import type { AlertRule } from './alertRule';
import type { RulePage, RuleTemplate } from './ruleTemplates';
import { ruleUid } from './ruleUid';

export interface RuleTarget {
  uid: string;
  name: string;
}

/** What Grafana takes of a title and of a group's name. */
const LONGEST_NAME = 190;
const LOOK_BACK = { from: 60, to: 0 } as const;

/** The rule of one data source as Grafana's API takes it. */
export function toAlertRule(template: RuleTemplate, target: RuleTarget, forSeconds = template.forSeconds): AlertRule {
  return {
    uid: ruleUid(target.uid, template.id),
    title: `${template.title} (${target.name})`.slice(0, LONGEST_NAME),
    condition: 'B',
    data: [
      {
        refId: 'A',
        queryType: template.query.queryType,
        relativeTimeRange: LOOK_BACK,
        datasourceUid: target.uid,
        model: { refId: 'A', ...template.query },
      },
      {
        refId: 'B',
        queryType: '',
        relativeTimeRange: LOOK_BACK,
        datasourceUid: '__expr__',
        model: {
          refId: 'B',
          type: 'threshold',
          expression: 'A',
          conditions: [{ evaluator: { type: template.threshold.type, params: [template.threshold.value] } }],
        },
      },
    ],
    for: `${forSeconds}s`,
    noDataState: template.noDataState,
    execErrState: template.execErrState,
    isPaused: false,
    labels: { severity: template.severity, source: 'bangui', host: literal(target.name) },
    annotations: {
      summary: template.summary,
      description: template.description,
      page: linkTo(template.page, target.uid),
      dataSource: `{{ externalURL }}connections/datasources/edit/${encodeURIComponent(target.uid)}`,
    },
  };
}

export function groupName(target: RuleTarget): string {
  return `BanGUI ${target.name}`.slice(0, LONGEST_NAME);
}

const JAIL = 'the-jail-of-the-alert';
/** `urlquery` writes a space as "+", which in a path is a plus. */
const JAIL_ENCODED = '{{ urlquery $labels.jail | reReplaceAll "[+]" "%20" }}';

function linkTo(page: RulePage, uid: string): string {
  switch (page) {
    case 'overview':
      return absolute(pageUrl('overview', uid));
    case 'jail':
      return ofJail(jailUrl(uid, JAIL), pageUrl('jails', uid));
    case 'history':
      return ofJail(historyUrl(uid, { jails: [JAIL] }), historyUrl(uid, {}));
  }
}

function ofJail(url: string, otherwise: string): string {
  return `{{ if $labels.jail }}${absolute(url.replace(JAIL, () => JAIL_ENCODED))}{{ else }}${absolute(otherwise)}{{ end }}`;
}

/** Grafana's own address ends with a slash, and holds the path it is served under. */
function absolute(path: string): string {
  return `{{ externalURL }}${path.replace(/^\//, '')}`;
}

/** A text that Grafana takes as it is where it expects a template. */
function literal(text: string): string {
  return text.replaceAll('{{', () => '{{ "{{" }}');
}
