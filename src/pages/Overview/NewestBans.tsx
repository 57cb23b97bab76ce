import { t, Trans } from '@grafana/i18n';
import { Stack, Text, TextLink } from '@grafana/ui';
import type { Ban } from '../../../pkg/contract/bans';
import { useBans } from '../../api/queries';
import { AddressLink } from '../../components/addresses/AddressLink';
import type { Column } from '../../components/DataTable';
import { DataTable } from '../../components/DataTable';
import { formatBanTime } from '../../components/formatTime';
import { JailLink } from '../../components/jails/JailLink';
import { Moment } from '../../components/Moment';
import { QueryRegion } from '../../components/QueryRegion';
import { pageUrl } from '../../routing';
import { testIds } from '../../testIds';

const NEWEST = { sort: 'start', order: 'desc', page: 1, pageSize: 10 } as const;

export function NewestBans({ uid, quiet }: { uid: string; quiet: boolean }) {
  const query = useBans(uid, NEWEST);
  const label = t('newest.title', 'Newest bans');
  if (quiet && query.data === undefined) {
    return null;
  }
  return (
    <section>
      <Stack direction="column" gap={1}>
        <Stack direction="row" justifyContent="space-between" alignItems="center">
          <Text element="h3" variant="h5">
            {label}
          </Text>
          <TextLink href={pageUrl('bans', uid)}>{t('newest.all', 'All bans')}</TextLink>
        </Stack>
        <QueryRegion query={query} quiet={quiet}>
          {({ bans }) =>
            bans.length === 0 ? (
              <Text element="p" color="secondary">
                <Trans i18nKey="newest.none">Nobody is banned at the moment.</Trans>
              </Text>
            ) : (
              <DataTable label={label} columns={columns(uid)} rows={bans} rowKey={({ jail, address }) => `${jail} ${address}`} data-testid={testIds.newestBans} />
            )
          }
        </QueryRegion>
      </Stack>
    </section>
  );
}

function columns(uid: string): Array<Column<Ban>> {
  return [
    {
      id: 'address',
      header: t('newest.address', 'Address'),
      narrow: 'bare',
      cell: ({ address }) => <AddressLink uid={uid} address={address} />,
    },
    { id: 'jail', header: t('newest.jail', 'Jail'), narrow: 'bare', cell: ({ jail }) => <JailLink uid={uid} name={jail} /> },
    { id: 'start', header: t('newest.start', 'Banned'), cell: ({ start }) => <Moment at={start} /> },
    { id: 'left', header: t('newest.left', 'Time left'), cell: ({ timeLeft }) => formatBanTime(timeLeft) },
  ];
}
