import { API_PREFIX, ROUTES } from '../../pkg/contract/routes';
import { APP_ID } from '../../src/constants';
import type { PrivateFail2ban } from './privateFail2ban';
import type { PrivateGrafana } from './privateGrafana';
import type { PrivateSidecar } from './privateSidecar';

export interface Stack {
  fail2ban: PrivateFail2ban;
  sidecar: PrivateSidecar;
  /** Or why there is none. */
  grafana: (PrivateGrafana & { others: string[] }) | string;
}

/** What a person needs to know about what was started. */
export function stackSummary({ fail2ban, sidecar, grafana }: Stack): string {
  const rows: Array<[string, string[]]> = [
    [
      'Grafana',
      typeof grafana === 'string'
        ? [grafana]
        : [
            `${grafana.url}/a/${APP_ID}`,
            `log in as ${[grafana.adminUser, ...grafana.others].join(', ')} with ${grafana.adminPassword}`,
            `version ${grafana.version}, process ${grafana.pid()}, log ${grafana.logPath}`,
          ],
    ],
    [
      'Sidecar',
      [
        `${sidecar.url}${API_PREFIX}, process ${sidecar.pid()}, log ${sidecar.logPath}`,
        `curl -H "Authorization: Bearer $(cat ${sidecar.scriptTokenFile})" ${sidecar.url}${API_PREFIX}${ROUTES.status}`,
        `token for a Grafana data source: ${sidecar.grafanaTokenFile}`,
      ],
    ],
    [
      'fail2ban',
      [
        `version ${fail2ban.version}, process ${fail2ban.pid()}, jails ${Object.keys(fail2ban.jailLogs).join(' and ')}; it touches no firewall`,
        `${fail2ban.clientCommand} status sshd`,
        `to restart it: ${fail2ban.restartCommand}`,
        `log ${fail2ban.logPath}`,
      ],
    ],
    ['Attack', ['made-up log-in failures are written into the log of each jail: a new ban every quarter of a minute']],
  ];
  const text = rows.map(([name, lines]) => lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(10)}${line}`).join('\n')).join('\n\n');
  return `\nBanGUI runs, all of it private and temporary:\n\n${text}\n\nCtrl-C ends everything.`;
}
