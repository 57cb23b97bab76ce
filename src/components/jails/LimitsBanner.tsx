import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import type { Capability, Limit } from '../../../pkg/contract/surroundings';
import { testIds } from '../../testIds';

/** What is switched off on this host, and why. */
export function LimitsBanner({ limits }: { limits: readonly Limit[] }) {
  if (limits.length === 0) {
    return null;
  }
  return (
    <Alert severity="warning" title={t('limits.title', 'Some things are switched off on this host')} data-testid={testIds.limits}>
      <ul>
        {limits.map(({ capability, reason }) => (
          <li key={`${capability} ${reason}`}>
            <strong>{capabilityText(capability)}</strong>: {reason}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function capabilityText(capability: Capability): string {
  switch (capability) {
    case 'start_jails':
      return t('limits.start-jails', 'Starting jails');
    case 'jail_logs':
      return t('limits.jail-logs', 'Reading the logs that jails watch');
    case 'fail2ban_log':
      return t('limits.fail2ban-log', 'Following the log of fail2ban');
    case 'database':
      return t('limits.database', 'Reading the database of fail2ban');
    case 'ban_times':
      return t('limits.ban-times', 'Exact times of bans');
  }
}
