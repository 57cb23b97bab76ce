import { t } from '@grafana/i18n';
import { Badge, Stack } from '@grafana/ui';
import type { HistoryBan } from '../../../pkg/contract/history';

/** Who told of a ban, and how far its times can be trusted. */
export function OriginBadge({ ban: { origin, approximate, actor } }: { ban: Pick<HistoryBan, 'origin' | 'approximate' | 'actor'> }) {
  return (
    <Stack direction="row" gap={0.5} alignItems="center" wrap="wrap">
      <Badge color="darkgrey" text={originText(origin)} tooltip={actor === null ? undefined : actor} />
      {approximate && (
        <Badge
          color="orange"
          icon="exclamation-triangle"
          text={t('origin.approximate', 'approximate')}
          tooltip={t('origin.approximate-help', 'It was only seen in a list of active bans: its times are those of the look, not of the ban.')}
        />
      )}
    </Stack>
  );
}

function originText(origin: HistoryBan['origin']): string {
  switch (origin) {
    case 'own':
      return t('origin.own', 'by hand');
    case 'database':
      return t('origin.database', 'database');
    case 'log':
      return t('origin.log', 'log');
    case 'observed':
      return t('origin.observed', 'list');
  }
}
