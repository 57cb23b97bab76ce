import { dateTime } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import { testIds } from '../testIds';
import { formatSpan } from './formatTime';

export function StaleNotice({ asOf }: { asOf: number }) {
  const age = formatSpan(Math.max(0, dateTime().unix() - asOf));
  return <Alert severity="info" data-testid={testIds.stale} title={t('stale.title', 'fail2ban is busy; showing data of {{age}} ago', { age })} />;
}
