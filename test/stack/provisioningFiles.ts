import { RULE_TEMPLATES } from '../../src/alerts/ruleTemplates';
import { toProvisioning } from '../../src/alerts/toProvisioning';
import type { RuleTiming } from '../../src/alerts/toProvisioning';
import { APP_ID, DATA_SOURCE_TYPE } from '../../src/constants';
import { toYaml } from './toYaml';

/** The data source that provisioning makes. */
export const LOCAL_DATA_SOURCE = { uid: 'fail2ban-local', name: 'Local fail2ban' } as const;

export interface ProvisioningOptions {
  tokenFile?: string;
  timing?: RuleTiming;
}

const HEADER = '# Written by `npm run provisioning`.\n';

/** Every file of a Grafana provisioning folder, by its path in there. Dashboards are not among them: the app brings them. */
export function provisioningFiles({ tokenFile = '/run/bangui/grafana/token', timing }: ProvisioningOptions = {}): Record<string, string> {
  return {
    'plugins/bangui.yaml': HEADER + toYaml({ apiVersion: 1, apps: [{ type: APP_ID, org_id: 1, disabled: false }] }),
    'datasources/bangui.yaml':
      `${HEADER}# The sidecar writes the token file when it starts; without the file Grafana does not start: start the sidecar first.\n` +
      toYaml({
        apiVersion: 1,
        datasources: [
          {
            uid: LOCAL_DATA_SOURCE.uid,
            name: LOCAL_DATA_SOURCE.name,
            type: DATA_SOURCE_TYPE,
            access: 'proxy',
            orgId: 1,
            editable: true,
            jsonData: {},
            secureJsonData: { token: `$__file{${tokenFile}}` },
          },
        ],
      }),
    'alerting/bangui-rules.yaml': HEADER + toYaml(toProvisioning(RULE_TEMPLATES, LOCAL_DATA_SOURCE, timing)),
    'alerting/contact-point.yaml.example':
      `${HEADER}# Who hears of an alert. Rename it to contact-point.yaml, fill it in, and send alerts with the label source=bangui\n` +
      '# to it under Alerting > Notification policies. (A provisioned policy would replace all policies you have.)\n' +
      toYaml({
        apiVersion: 1,
        contactPoints: [
          {
            orgId: 1,
            name: 'BanGUI on call',
            receivers: [{ uid: 'bangui-on-call', type: 'email', settings: { addresses: 'oncall@example.org', singleEmail: true }, disableResolveMessage: false }],
          },
        ],
      }),
  };
}
