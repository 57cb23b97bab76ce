import { dateTime } from '@grafana/data';
import { Icon, Stack } from '@grafana/ui';
import type { HistoryBan } from '../../../pkg/contract/history';
import { Moment } from '../Moment';
import { endOf } from './endText';

/** How and when a ban ended. */
export function BanEnd({ ban }: { ban: HistoryBan }) {
  const { icon, text } = endOf(ban, dateTime().unix());
  return (
    <Stack direction="row" gap={0.5} alignItems="center">
      <Icon name={icon} size="sm" />
      <span>
        {text}
        {ban.endedAt !== null && (
          <>
            {' '}
            <Moment at={ban.endedAt} />
          </>
        )}
      </span>
    </Stack>
  );
}
