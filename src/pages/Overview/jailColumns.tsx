import { t } from '@grafana/i18n';
import { Badge, Stack, TextLink } from '@grafana/ui';
import type { Jail, JailAttention } from '../../../pkg/contract/jails';
import type { Column } from '../../components/DataTable';
import { formatBanTime, formatSpan } from '../../components/formatTime';
import { pageUrl } from '../../routing';

export function jailColumns(uid: string): Array<Column<Jail>> {
  return [
    {
      id: 'name',
      header: t('jails.name', 'Jail'),
      cell: ({ name, attention }) => (
        <Stack direction="row" gap={1} alignItems="center">
          <TextLink href={pageUrl('bans', uid, { jails: [name] })}>{name}</TextLink>
          {attention.map((reason) => (
            <Badge key={reason} color="orange" icon="exclamation-triangle" {...attentionText(reason)} />
          ))}
        </Stack>
      ),
    },
    { id: 'banned', header: t('jails.banned', 'Banned now'), align: 'right', cell: ({ currentlyBanned }) => currentlyBanned.toLocaleString() },
    { id: 'totalBanned', header: t('jails.banned-total', 'Banned since start'), align: 'right', cell: ({ totalBanned }) => totalBanned.toLocaleString() },
    { id: 'failed', header: t('jails.failed', 'Failing now'), align: 'right', cell: ({ currentlyFailed }) => currentlyFailed.toLocaleString() },
    { id: 'totalFailed', header: t('jails.failed-total', 'Failed since start'), align: 'right', cell: ({ totalFailed }) => totalFailed.toLocaleString() },
    {
      id: 'rule',
      header: t('jails.rule', 'Rule'),
      wrap: true,
      cell: ({ maxRetry, findTime, banTime }) =>
        t('jails.rule-text', '{{count}} failures in {{findTime}}: banned {{banTime}}', {
          count: maxRetry,
          findTime: formatSpan(findTime),
          banTime: formatBanTime(banTime),
        }),
    },
  ];
}

function attentionText(reason: JailAttention): { text: string; tooltip: string } {
  return reason === 'watches_nothing'
    ? {
        text: t('attention.watches-nothing', 'Watches nothing'),
        tooltip: t('attention.watches-nothing-text', 'This jail has neither a log file nor a journal to watch: it finds nobody.'),
      }
    : {
        text: t('attention.blocks-nothing', 'Blocks nothing'),
        tooltip: t('attention.blocks-nothing-text', 'This jail has no action: it bans on paper only.'),
      };
}
