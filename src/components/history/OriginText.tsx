import { t } from '@grafana/i18n';
import { Badge, Stack, Text } from '@grafana/ui';
import type { HistoryBan } from '../../../pkg/contract/history';
import { PLAIN } from '../../i18n';

/** Who told of a ban, and how far its times can be trusted. */
export function OriginText({ ban }: { ban: Pick<HistoryBan, 'origin' | 'approximate' | 'actor'> }) {
  return (
    <Stack direction="row" gap={0.5} alignItems="center" wrap="wrap">
      <Text color="secondary">{originText(ban)}</Text>
      {ban.approximate && (
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

function originText({ origin, actor }: Pick<HistoryBan, 'origin' | 'actor'>): string {
  if (actor === null) {
    return sourceText(origin);
  }
  const values = { who: actor, source: sourceText(origin), interpolation: PLAIN };
  return origin === 'own' ? t('origin.own-by', 'by {{who}}', values) : t('origin.known-by', '{{source}}, by {{who}}', values);
}

function sourceText(origin: HistoryBan['origin']): string {
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
