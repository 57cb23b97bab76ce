import { APP_ID } from '../constants';
import type { RuleTemplate } from './ruleTemplates';
import { ruleUid } from './ruleUid';

export interface RuleTarget {
  uid: string;
  name: string;
}

export interface RuleTiming {
  intervalSeconds?: number;
  /** In place of each rule's own time. */
  forSeconds?: number;
}

/** The rules of one data source as Grafana's file provisioning takes them (`apiVersion: 1`). */
export function toProvisioning(templates: readonly RuleTemplate[], target: RuleTarget, { intervalSeconds = 30, forSeconds }: RuleTiming = {}) {
  return {
    apiVersion: 1,
    groups: [
      {
        orgId: 1,
        name: `BanGUI ${target.name}`,
        folder: 'BanGUI',
        interval: `${intervalSeconds}s`,
        rules: templates.map((template) => toRule(template, target, forSeconds ?? template.forSeconds)),
      },
    ],
  };
}

function toRule(template: RuleTemplate, target: RuleTarget, forSeconds: number) {
  return {
    uid: ruleUid(target.uid, template.id),
    title: `${template.title} (${target.name})`,
    condition: 'B',
    data: [
      {
        refId: 'A',
        queryType: template.query.queryType,
        relativeTimeRange: { from: 60, to: 0 },
        datasourceUid: target.uid,
        model: { refId: 'A', ...template.query },
      },
      {
        refId: 'B',
        relativeTimeRange: { from: 60, to: 0 },
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
    labels: { severity: template.severity, source: 'bangui' },
    annotations: {
      summary: template.summary,
      description: template.description,
      page: `/a/${APP_ID}`,
      dataSource: `/connections/datasources/edit/${target.uid}`,
    },
  };
}
